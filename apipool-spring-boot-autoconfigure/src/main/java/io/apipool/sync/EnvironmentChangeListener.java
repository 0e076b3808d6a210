package io.apipool.sync;

import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Refreshes when the environment has changed: Spring Cloud tells so, whoever changed it.
 * Comes before others, who find the pools as they are configured now. The one class that
 * knows Spring Cloud. Internal.
 */
public final class EnvironmentChangeListener implements ApplicationListener<EnvironmentChangeEvent>, Ordered {

	private final DefinitionSynchronizer synchronizer;

	/**
	 * Creates the listener.
	 * @param synchronizer refreshes
	 */
	public EnvironmentChangeListener(DefinitionSynchronizer synchronizer) {
		this.synchronizer = synchronizer;
	}

	@Override
	public void onApplicationEvent(EnvironmentChangeEvent event) {
		this.synchronizer.refresh();
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

}
