package io.apipool.client;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;

/**
 * The application's factories of clients, by what they make and for which pool. Looking
 * for one creates no bean. Internal.
 */
public final class ClientFactories {

	private final ConfigurableListableBeanFactory beans;

	/**
	 * Creates the view.
	 * @param beans the application's beans
	 */
	public ClientFactories(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	/**
	 * Returns the factories that may make a client for a pool.
	 * @param client the type of the client
	 * @param pool the pool's name
	 * @return the names of the beans: one, if it is clear which; none, if nobody makes
	 * that type; several, if neither name, qualifier nor {@code @Primary} decides
	 */
	public List<String> making(ResolvableType client, String pool) {
		List<String> all = List.of(this.beans
			.getBeanNamesForType(ResolvableType.forClassWithGenerics(PooledClientFactory.class, client), true, false));
		if (all.size() <= 1) {
			return all;
		}
		return Stream
			.of(all.stream().filter((bean) -> isOf(bean, pool)).toList(), all.stream().filter(this::isPrimary).toList())
			.filter((some) -> some.size() == 1)
			.findFirst()
			.orElse(all);
	}

	/**
	 * Returns the factories that are a pool's by their name or qualifier.
	 * @param pool the pool's name
	 * @return the names of the beans
	 */
	public List<String> of(String pool) {
		return Stream.of(this.beans.getBeanNamesForType(PooledClientFactory.class, true, false))
			.filter((bean) -> isOf(bean, pool))
			.toList();
	}

	/**
	 * Returns a factory, which is created if it has not been.
	 * @param bean its name
	 * @return the factory
	 */
	@SuppressWarnings("unchecked")
	public PooledClientFactory<Object> get(String bean) {
		return Objects.requireNonNull(this.beans.getBean(bean, PooledClientFactory.class));
	}

	/**
	 * Tells whether a factory can probe keys: one that does not override
	 * {@link PooledClientFactory#isUsable} cannot.
	 * @param factory the factory
	 * @return whether it can
	 */
	public static boolean isProbing(PooledClientFactory<?> factory) {
		return Arrays.stream(AopUtils.getTargetClass(factory).getMethods())
			.filter((method) -> method.getName().equals("isUsable"))
			.anyMatch((method) -> method.getDeclaringClass() != PooledClientFactory.class);
	}

	private boolean isOf(String bean, String pool) {
		return BeanFactoryAnnotationUtils.isQualifierMatch(pool::equals, bean, this.beans);
	}

	private boolean isPrimary(String bean) {
		return this.beans.containsBeanDefinition(bean) && this.beans.getBeanDefinition(bean).isPrimary();
	}

}
