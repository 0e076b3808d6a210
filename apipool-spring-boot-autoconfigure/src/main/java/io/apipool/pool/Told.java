package io.apipool.pool;

import io.apipool.CallOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What a lease learns only if its call waits, is tried again or has calls inside it.
 *
 * @param reported the first definite outcome of a call inside, else its own if that was
 * no success
 * @param end how the lease ended, if calls inside it went on
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
