package io.apipool.pool;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Closes what a call no longer needs.
 */
final class Closing {

	private static final Log logger = LogFactory.getLog(Closing.class);

	private Closing() {
	}

	static void quietly(AutoCloseable closeable) {
		try {
			closeable.close();
		}
		catch (Exception ex) {
			logger.warn("A timer could not be cancelled; it will find nothing to do", ex);
		}
	}

}
