package io.apipool.pool;

import io.apipool.CallOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What a lease was told that a call without waits, retries and calls inside it never is.
 *
 * @param reported how the provider answered a call inside: the first definite outcome
 * @param end how the lease ended, if it ended before the calls inside it
 * @param foreign what calls of other pools inside failed with
 * @param waited how long its call has waited, the calls inside it included
 */
record Told(@Nullable CallOutcome reported, @Nullable CallOutcome end, ForeignFailures foreign, long waited) {

	static final Told NOTHING = new Told(null, null, ForeignFailures.NONE, 0);

	Told reported(CallOutcome outcome) {
		return (this.reported != null) ? this : new Told(outcome, this.end, this.foreign, this.waited);
	}

	Told ended(CallOutcome outcome) {
		return new Told(this.reported, outcome, this.foreign, this.waited);
	}

	Told foreign(Throwable thrown) {
		return new Told(this.reported, this.end, this.foreign.with(thrown), this.waited);
	}

	Told waitedFor(long nanos) {
		return new Told(this.reported, this.end, this.foreign, this.waited + nanos);
	}

}
