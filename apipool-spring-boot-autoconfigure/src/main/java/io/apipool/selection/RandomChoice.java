package io.apipool.selection;

import java.util.concurrent.ThreadLocalRandom;

import io.apipool.CallRequest;
import org.jspecify.annotations.Nullable;

/**
 * Uniform over the keys that may be usable.
 */
final class RandomChoice implements KeySelector {

	@Override
	public @Nullable Candidate next(Candidates candidates, CallRequest request) {
		int size = candidates.size();
		if (size == 0) {
			return null;
		}
		Candidate drawn = candidates.get(ThreadLocalRandom.current().nextInt(size));
		return (drawn != null) ? drawn : candidates.from(0);
	}

}
