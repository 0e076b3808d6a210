package io.apipool.aop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.aop.InvalidAnnotationException.Mistake;
import io.apipool.client.ClientFactories;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.CannotLoadBeanClassException;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotationConfigurationException;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;

/**
 * The one walk over all bean definitions at start-up, which creates no bean: it refuses
 * annotated methods that cannot work, all in one message, and knows which pools and
 * limits annotations name. Internal.
 */
public final class AnnotatedBeans implements BeanFactoryPostProcessor, Ordered {

	private static final Log logger = LogFactory.getLog(AnnotatedBeans.class);

	private static final List<String> TRANSACTIONAL = List
		.of("org.springframework.transaction.annotation.Transactional", "jakarta.transaction.Transactional");

	private final AnnotatedMethods methods = new AnnotatedMethods();

	private final Map<String, String> pools = new LinkedHashMap<>();

	private final List<FoundLimit> limits = new ArrayList<>();

	private final List<String> transactional = new ArrayList<>();

	private final Set<Class<?>> walked = ConcurrentHashMap.newKeySet();

	private final AtomicReference<@Nullable SpecReader> reader = new AtomicReference<>();

	private final AtomicReference<@Nullable ClientParameters> clients = new AtomicReference<>();

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		ClientParameters made = new ClientParameters(new ClientFactories(beanFactory));
		this.clients.set(made);
		this.reader.set(new SpecReader(new ExpressionScope(beanFactory), made,
				new Suspending(beanFactory.getBeanClassLoader())));
		List<Mistake> mistakes = new ArrayList<>();
		for (String bean : beanFactory.getBeanDefinitionNames()) {
			Class<?> type = type(beanFactory, bean);
			if (type != null && this.walked.add(ClassUtils.getUserClass(type))) {
				look(type, shown(bean), mistakes);
			}
		}
		refuse(mistakes);
		warn();
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	/**
	 * Returns the pools that annotations name.
	 * @return the names and for each the first {@code Class.method} that names it
	 */
	public Map<String, String> pools() {
		return Collections.unmodifiableMap(this.pools);
	}

	/**
	 * Returns the factories whose clients the methods of a pool take.
	 * @param pool the pool's name
	 * @return the names of the beans
	 */
	public Set<String> clientFactories(String pool) {
		ClientParameters present = this.clients.get();
		return (present != null) ? present.of(pool) : Set.of();
	}

	List<FoundLimit> limits() {
		return this.limits;
	}

	AnnotatedMethods methods() {
		return this.methods;
	}

	/** The classes that were looked at, and need not be again. */
	Set<Class<?>> walked() {
		return this.walked;
	}

	static String shown(String bean) {
		return ScopedProxyUtils.isScopedTarget(bean) ? ScopedProxyUtils.getOriginalBeanName(bean) : bean;
	}

	SpecReader reader() {
		SpecReader present = this.reader.get();
		if (present == null) {
			throw new IllegalStateException("the bean definitions have not been walked yet");
		}
		return present;
	}

	private void look(Class<?> type, String bean, List<Mistake> mistakes) {
		try {
			this.methods.of(type).values().forEach((found) -> look(found, bean, mistakes));
		}
		catch (AnnotationConfigurationException ex) {
			mistakes
				.add(new Mistake(bean, type.getSimpleName(), String.valueOf(ex.getMessage()).replaceFirst("\\.$", ""),
						"'value' and 'pool' mean the same: name the pool once."));
		}
	}

	private void look(MethodAnnotations found, String bean, List<Mistake> mistakes) {
		try {
			MethodSpec spec = reader().read(found);
			if (spec.call() != null) {
				this.pools.putIfAbsent(spec.call().pool(), spec.place());
				noteTransactional(found);
			}
			if (spec.limit() != null) {
				this.limits.add(new FoundLimit(bean, spec.place(), spec.limit()));
			}
		}
		catch (MistakeException ex) {
			mistakes.add(mistake(bean, found, ex));
		}
	}

	static Mistake mistake(String bean, MethodAnnotations found, MistakeException ex) {
		return new Mistake(bean, found.place(), String.valueOf(ex.getMessage()).replaceFirst("\\.$", ""), ex.advice());
	}

	private void noteTransactional(MethodAnnotations found) {
		MergedAnnotations onMethod = MergedAnnotations.from(found.method(), SearchStrategy.TYPE_HIERARCHY);
		MergedAnnotations onType = MergedAnnotations.from(found.target(), SearchStrategy.TYPE_HIERARCHY);
		if (TRANSACTIONAL.stream().anyMatch((name) -> onMethod.isPresent(name) || onType.isPresent(name))) {
			this.transactional.add(found.place());
		}
	}

	private void warn() {
		if (!this.transactional.isEmpty()) {
			logger.warn("@PooledApiCall and @Transactional on the same method: a call that waits for a key holds its "
					+ "database connection meanwhile. Move the call out of the transaction: "
					+ String.join(", ", this.transactional));
		}
	}

	static void refuse(List<Mistake> mistakes) {
		if (!mistakes.isEmpty()) {
			throw new InvalidAnnotationException(mistakes);
		}
	}

	private static @Nullable Class<?> type(ConfigurableListableBeanFactory beanFactory, String bean) {
		try {
			return beanFactory.getType(bean, false);
		}
		catch (CannotLoadBeanClassException | LinkageError ex) {
			logger.debug("Bean '" + bean + "' is not looked at", ex);
			return null;
		}
	}

	/**
	 * A limit that an annotation writes or names.
	 */
	record FoundLimit(String bean, String method, LimitSpec limit) {
	}

}
