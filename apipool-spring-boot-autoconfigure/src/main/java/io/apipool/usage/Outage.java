package io.apipool.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Something that fails over and over, and is told once when it begins and once when it is
 * over.
 */
final class Outage {

	private static final Log logger = LogFactory.getLog(Outage.class);

	private final String failing;

	private final String works;

	private final AtomicReference<@Nullable Instant> since = new AtomicReference<>();

	/**
	 * Creates it, in working order.
	 * @param failing what is told when it begins
	 * @param works what is told when it is over
	 */
	Outage(String failing, String works) {
		this.failing = failing;
		this.works = works;
	}

	void failed(Throwable thrown, Instant now) {
		if (this.since.compareAndSet(null, now)) {
			logger.warn(this.failing + ": " + ErrorText.of(innermost(thrown)));
		}
		logger.debug(this.failing, thrown);
	}

	/**
	 * It has worked.
	 * @param caughtUp how many records were caught up
	 */
	void worked(long caughtUp, Instant now) {
		Instant begun = this.since.getAndSet(null);
		if (begun != null) {
			logger.info(this.works + " after " + Duration.between(begun, now).toSeconds() + "s, " + caughtUp
					+ " records were caught up");
		}
	}

	boolean isOn() {
		return this.since.get() != null;
	}

	private static Throwable innermost(Throwable thrown) {
		Throwable each = thrown;
		for (int i = 0; each.getCause() != null && i < 16; i++) {
			each = each.getCause();
		}
		return each;
	}

}
