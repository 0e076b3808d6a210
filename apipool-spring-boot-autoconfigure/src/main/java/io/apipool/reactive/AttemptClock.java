package io.apipool.reactive;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import io.apipool.reactive.Steps.Bounds;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Operators;

/**
 * The time of one attempt. It runs only while the subscriber has asked for more than it
 * was given: a slow subscriber is not the provider's failure.
 */
final class AttemptClock {

	private final @Nullable Bounds bounds;

	private final @Nullable Deadline deadline;

	private final AtomicLong open = new AtomicLong();

	/**
	 * Creates a clock that stands.
	 * @param bounds what bounds the attempt, or null: nothing does
	 * @param passed told when the time is over
	 */
	AttemptClock(@Nullable Bounds bounds, Runnable passed) {
		this.bounds = bounds;
		this.deadline = (bounds != null) ? new Deadline(bounds.timekeeper(), passed) : null;
	}

	/**
	 * The subscriber asks for more.
	 * @return whether it had been given all that it asked for
	 */
	boolean asked(long n) {
		return this.open.getAndAccumulate(n, Operators::addCap) == 0;
	}

	/** The subscriber was given one element. */
	void gave() {
		this.open.updateAndGet((left) -> (left == 0 || left == Long.MAX_VALUE) ? left : left - 1);
	}

	boolean isNothingAsked() {
		return this.open.get() == 0;
	}

	/**
	 * Lets time run anew, if something is asked for.
	 * @param first whether the first element is expected
	 */
	void restart(boolean first) {
		if (this.deadline != null && this.bounds != null && !isNothingAsked()) {
			this.deadline.in(length(this.bounds, first));
		}
	}

	void stop() {
		if (this.deadline != null) {
			this.deadline.close();
		}
	}

	/**
	 * Says that the time is over.
	 * @param first whether the first element was expected
	 */
	TimeoutException late(boolean first) {
		Bounds late = this.bounds;
		if (late == null) {
			return new TimeoutException("late");
		}
		return new TimeoutException(late.operation() + (first ? ": no answer within " : ": no further element within ")
				+ length(late, first));
	}

	private static Duration length(Bounds bounds, boolean first) {
		return first ? bounds.waiting().callTimeout() : bounds.waiting().streamTimeout();
	}

}
