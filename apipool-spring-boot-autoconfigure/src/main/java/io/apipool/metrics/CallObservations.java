package io.apipool.metrics;

import java.util.function.Supplier;

import io.apipool.ApiKeyPoolListener;
import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.Usage;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.function.SingletonSupplier;

/**
 * Observes each attempt, from the grant of its key to its end. Internal.
 */
public final class CallObservations implements ApiKeyPoolListener {

	private static final PooledCallObservationConvention CONVENTION = new PooledCallObservationConvention() {
	};

	private final Supplier<? extends ObservationRegistry> registry;

	private final OpenObservations open;

	private final boolean keyTag;

	CallObservations(Supplier<? extends ObservationRegistry> registry, OpenObservations open, boolean keyTag) {
		this.registry = registry;
		this.open = open;
		this.keyTag = keyTag;
	}

	/**
	 * Creates the listener.
	 * @param beans where the registry is; asked when the first observation is made
	 * @param open where observations are found while they run
	 * @param keyTag whether meters have a tag for the key
	 * @return the listener
	 */
	public static CallObservations of(BeanFactory beans, OpenObservations open, boolean keyTag) {
		return new CallObservations(SingletonSupplier.of(() -> beans.getBean(ObservationRegistry.class)), open, keyTag);
	}

	@Override
	public void leased(KeyLease lease) {
		Observation observation = Observation.createNotStarted(null, CONVENTION,
				() -> new PooledCallContext(lease, this.keyTag), this.registry.get());
		if (!observation.isNoop()) {
			this.open.add(lease, observation);
			observation.start();
		}
	}

	@Override
	public void ended(KeyLease lease, CallOutcome outcome, Usage counted, long grantedAt, long endedAt) {
		Observation observation = this.open.remove(lease);
		if (observation == null) {
			return;
		}
		((PooledCallContext) observation.getContext()).end(outcome);
		Throwable cause = outcome.cause();
		if (cause != null) {
			observation.error(SecretFree.of(cause, lease.key()));
		}
		observation.stop();
	}

}
