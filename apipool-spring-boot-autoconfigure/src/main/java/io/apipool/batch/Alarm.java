package io.apipool.batch;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.Timekeeper;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Lets a batch do something after a while. Used on the batch's thread.
 */
final class Alarm {

	private static final Log logger = LogFactory.getLog(BatchCall.class);

	private final Timekeeper timekeeper;

	private final Mailbox mailbox;

	private final Runnable step;

	private final AtomicReference<@Nullable AutoCloseable> timer = new AtomicReference<>();

	Alarm(Timekeeper timekeeper, Mailbox mailbox, Runnable step) {
		this.timekeeper = timekeeper;
		this.mailbox = mailbox;
		this.step = step;
	}

	boolean isSet() {
		return this.timer.get() != null;
	}

	/**
	 * Sets it. Where the timekeeper sets no timer the step is not done.
	 */
	void set(Duration in) {
		try {
			this.timer
				.set(this.timekeeper.schedule(this.timekeeper.instant().plus(in), () -> this.mailbox.add(this::ring)));
		}
		catch (RuntimeException ex) {
			logger.debug("No timer could be set", ex);
		}
	}

	private void ring() {
		if (this.timer.getAndSet(null) != null) {
			this.step.run();
		}
	}

	void close() {
		AutoCloseable set = this.timer.getAndSet(null);
		try {
			if (set != null) {
				set.close();
			}
		}
		catch (Exception ex) {
			logger.debug("A timer could not be cancelled", ex);
		}
	}

}
