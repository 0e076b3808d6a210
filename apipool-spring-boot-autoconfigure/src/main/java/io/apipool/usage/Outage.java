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

	private final boolean warns;

	private final AtomicReference<@Nullable Instant> since = new AtomicReference<>();

	/**
	 * Creates it, in working order.
	 * @param failing what is told when it begins
	 * @param works what is told when it is over
	 */
	Outage(String failing, String works) {
		this(failing, works, true);
	}

	private Outage(String failing, String works, boolean warns) {
		this.failing = failing;
		this.works = works;
		this.warns = warns;
	}

	/**
	 * Creates one that follows from another, which is warned of.
	 * @param failing what is told when it begins
	 * @param works what is told when it is over
	 */
	static Outage following(String failing, String works) {
		return new Outage(failing, works, false);
	}

	void failed(Throwable thrown, Instant now) {
		if (this.since.compareAndSet(null, now)) {
			tell(this.failing + ": " + reason(innermost(thrown)));
		}
		logger.debug("Why, in full", thrown);
	}

	private void tell(String text) {
		if (this.warns) {
			logger.warn(text);
		}
		else {
			logger.info(text);
		}
	}

	/** Our own messages are whole; others mean little without their class. */
	private static String reason(Throwable thrown) {
		String message = thrown.getMessage();
		boolean ours = thrown.getClass().getName().startsWith("io.apipool.");
		return (ours && message != null) ? ErrorText.withoutPlaces(message) : ErrorText.of(thrown);
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
