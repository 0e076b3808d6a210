package io.apipool.sync;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

import io.apipool.definition.Definitions;
import io.apipool.definition.InvalidDefinitionException;
import io.apipool.pool.AppliedChanges;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Brings what runs to what is configured: binds the whole configuration afresh, checks
 * it, compares it with what runs and applies the difference in one step. One refresh at a
 * time. What is wrong changes nothing: it is one line in the log, and everything that
 * runs goes on. Internal.
 */
public final class DefinitionSynchronizer {

	private static final Log logger = LogFactory.getLog(DefinitionSynchronizer.class);

	private final Supplier<Definitions> configured;

	private final Function<Definitions, AppliedChanges> running;

	private final ApplicationEventPublisher events;

	private final AtomicReference<@Nullable String> refused = new AtomicReference<>();

	/**
	 * Creates the synchronizer.
	 * @param configured binds and checks the whole configuration each time
	 * @param running applies a configuration to what runs, and tells what that changed; a
	 * configuration that cannot be applied changes nothing and throws
	 * {@link InvalidDefinitionException}
	 * @param events told of keys that have changed
	 */
	public DefinitionSynchronizer(Supplier<Definitions> configured, Function<Definitions, AppliedChanges> running,
			ApplicationEventPublisher events) {
		this.configured = configured;
		this.running = running;
		this.events = events;
	}

	/**
	 * Brings what runs to what is configured now, because somebody asks for it.
	 * @return what that changed, or why it was refused; it never fails
	 */
	public Refresh refresh() {
		this.refused.set(null);
		return synchronize();
	}

	/**
	 * Does the same again and again: the same refusal is said once.
	 */
	Refresh synchronize() {
		Refresh refresh = begin();
		refresh.events().forEach(this::publish);
		return refresh;
	}

	/**
	 * Does the same at the start of the application, which is no change that anybody has
	 * to be told of.
	 */
	Refresh begin() {
		Refresh refresh = attempt();
		String refusal = refresh.refusal();
		if (refusal != null && !refusal.equals(this.refused.getAndSet(refusal))) {
			logger.error("The changed configuration is refused, and what runs goes on: " + refusal);
		}
		if (refusal == null) {
			this.refused.set(null);
			RefreshLog.changed(refresh.changes());
		}
		return refresh;
	}

	/**
	 * What is not ours may have put a value into its message: of that the class alone is
	 * told.
	 */
	private synchronized Refresh attempt() {
		try {
			return Refresh.of(this.running.apply(this.configured.get()));
		}
		catch (InvalidDefinitionException ex) {
			return Refresh.refused(String.valueOf(ex.getMessage()));
		}
		catch (RuntimeException ex) {
			logger.debug("The configuration could not be read or applied", ex);
			return Refresh.refused("it could not be read or applied (" + ex.getClass().getName() + ")");
		}
	}

	private void publish(KeysChangedEvent event) {
		try {
			this.events.publishEvent(event);
		}
		catch (RuntimeException ex) {
			logger.warn("A listener failed on " + event, ex);
		}
	}

}
