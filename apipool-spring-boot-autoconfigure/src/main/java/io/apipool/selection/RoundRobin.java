package io.apipool.selection;

import java.util.concurrent.atomic.AtomicInteger;

import io.apipool.CallRequest;
import org.jspecify.annotations.Nullable;

/**
 * Strict turn. The cursor moves past the key that was <em>found</em>: moved by one alone,
 * it would give the key behind a gap of dead ones a turn for each of them.
 */
final class RoundRobin implements KeySelector {

	private final AtomicInteger cursor = new AtomicInteger();

	@Override
	public @Nullable Candidate next(Candidates candidates, CallRequest request) {
		while (true) {
			int at = this.cursor.get();
			Candidate found = candidates.from(at);
			if (found == null || this.cursor.compareAndSet(at, found.position() + 1)) {
				return found;
			}
		}
	}

}
