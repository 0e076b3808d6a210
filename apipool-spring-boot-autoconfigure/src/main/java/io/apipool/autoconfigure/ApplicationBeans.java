package io.apipool.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

import io.apipool.ApiKeyPoolListener;
import io.apipool.KeyProbe;
import io.apipool.LimitDiscovery;
import io.apipool.LimitHistory;
import io.apipool.OutcomeClassifier;
import io.apipool.StateHistory;
import io.apipool.Timekeeper;
import io.apipool.aop.AnnotatedBeans;
import io.apipool.client.ClientFactories;
import io.apipool.client.PooledClientFactory;
import io.apipool.http.HttpClassifiers;
import io.apipool.http.ProviderProbe;
import io.apipool.limit.PermitStore;
import io.apipool.pool.ClientProbe;
import io.apipool.pool.Histories;
import io.apipool.pool.ProviderQuestions;
import io.apipool.pool.Surroundings;
import io.apipool.pool.Surroundings.Classifiers;
import io.apipool.selection.KeySelector;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * The beans of the application that take part.
 */
final class ApplicationBeans {

	private final ConfigurableListableBeanFactory beans;

	private final AnnotatedBeans annotated;

	ApplicationBeans(ConfigurableListableBeanFactory beans, AnnotatedBeans annotated) {
		this.beans = beans;
		this.annotated = annotated;
	}

	/** Returns the names of the application's own strategies, without creating them. */
	static Set<String> selectors(ConfigurableListableBeanFactory beans) {
		return Set.of(beans.getBeanNamesForType(KeySelector.class, true, false));
	}

	Surroundings surroundings(Timekeeper timekeeper, PermitStore store, Executor executor) {
		return new Surroundings(timekeeper, store, executor, ordered(ApiKeyPoolListener.class),
				new Classifiers(ordered(OutcomeClassifier.class), HttpClassifiers.present(timekeeper, classLoader())),
				this.beans.getBeansOfType(KeySelector.class, true, false),
				new ProviderQuestions(SingletonSupplier.of(() -> probes(executor)),
						SingletonSupplier.of(() -> ordered(LimitDiscovery.class))),
				new Histories(ordered(LimitHistory.class), ordered(StateHistory.class)));
	}

	/**
	 * Returns the application's probes, then that of the pools' clients, then that of the
	 * providers.
	 */
	private List<KeyProbe> probes(Executor executor) {
		List<KeyProbe> probes = ordered(KeyProbe.class);
		int providers = (int) probes.stream().takeWhile((probe) -> !(probe instanceof ProviderProbe)).count();
		probes.add(providers, new ClientProbe(this::probing, executor));
		return probes;
	}

	private List<PooledClientFactory<Object>> probing(String pool) {
		ClientFactories factories = new ClientFactories(this.beans);
		return Stream.concat(factories.of(pool).stream(), this.annotated.clientFactories(pool).stream())
			.distinct()
			.map(factories::get)
			.filter(ClientFactories::isProbing)
			.toList();
	}

	private <T> List<T> ordered(Class<T> type) {
		return new ArrayList<>(this.beans.getBeanProvider(type).orderedStream().toList());
	}

	private ClassLoader classLoader() {
		ClassLoader own = this.beans.getBeanClassLoader();
		return (own != null) ? own : Objects.requireNonNull(ClassUtils.getDefaultClassLoader());
	}

}
