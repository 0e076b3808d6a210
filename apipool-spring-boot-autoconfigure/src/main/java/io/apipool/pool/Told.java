package io.apipool.pool;

import java.util.List;
import java.util.stream.Stream;

import io.apipool.CallOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What a lease was told that a call without waits, retries and calls inside it never is.
 *
 * @param reported how the provider answered a call inside: the first definite outcome
 * @param end how the lease ended, if it ended before the calls inside it
 * @param foreign what calls of other pools inside failed with, the latest few: it is not
 * this key's doing
 * @param waited how long its call has waited, the calls inside it included
 */
record Told(@Nullable CallOutcome reported, @Nullable CallOutcome end, List<Throwable> foreign, long waited) {

	static final Told NOTHING = new Told(null, null, List.of(), 0);

	private static final int MOST_FOREIGN = 16;

	Told reported(CallOutcome outcome) {
		return (this.reported != null) ? this : new Told(outcome, this.end, this.foreign, this.waited);
	}

	Told ended(CallOutcome outcome) {
		return new Told(this.reported, outcome, this.foreign, this.waited);
	}

	Told foreign(Throwable thrown) {
		int most = Math.max(0, this.foreign.size() + 1 - MOST_FOREIGN);
		List<Throwable> latest = Stream.concat(this.foreign.stream().skip(most), Stream.of(thrown)).toList();
		return new Told(this.reported, this.end, latest, this.waited);
	}

	Told waitedFor(long nanos) {
		return new Told(this.reported, this.end, this.foreign, this.waited + nanos);
	}

	boolean isForeign(Throwable thrown) {
		Throwable cause = thrown;
		for (int depth = 0; cause != null && depth < Classification.DEEP; depth++) {
			for (Throwable known : this.foreign) {
				if (known == cause || standsFor(known, cause)) {
					return true;
				}
			}
			cause = cause.getCause();
		}
		return false;
	}

	private static boolean standsFor(Throwable known, Throwable thrown) {
		return known instanceof AnswerStandIn answer && StatusExceptions.status(thrown) == answer.getStatusCode();
	}

}
