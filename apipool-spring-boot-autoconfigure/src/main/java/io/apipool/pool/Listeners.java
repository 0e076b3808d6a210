package io.apipool.pool;

import java.util.List;
import java.util.function.Consumer;

import io.apipool.ApiKeyPoolListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Tells the listeners, and never breaks a call for one of them.
 */
final class Listeners {

	private static final Log logger = LogFactory.getLog(Listeners.class);

	private final ApiKeyPoolListener[] listeners;

	Listeners(List<ApiKeyPoolListener> listeners) {
		this.listeners = listeners.toArray(new ApiKeyPoolListener[0]);
	}

	boolean isEmpty() {
		return this.listeners.length == 0;
	}

	void tell(Consumer<ApiKeyPoolListener> event) {
		for (ApiKeyPoolListener listener : this.listeners) {
			try {
				event.accept(listener);
			}
			catch (Throwable ex) {
				logger.warn("The listener " + listener.getClass().getName() + " failed; the call goes on", ex);
			}
		}
	}

}
