package io.apipool.selection;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.CallRequest;
import org.jspecify.annotations.Nullable;

/**
 * The same affinity gets the same key while that is usable; calls without one take turns.
 * <p>
 * Nothing is remembered: the key follows from the affinity's {@code hashCode()} and the
 * keys' ids, so instances agree, and so does the next run, where that does.
 */
final class Sticky implements KeySelector {

	private final KeySelector turn = new RoundRobin();

	private final AtomicReference<Homes> homes = new AtomicReference<>(new Homes(List.of()));

	@Override
	public @Nullable Candidate next(Candidates candidates, CallRequest request) {
		Object affinity = request.affinity();
		return (affinity != null) ? homes(candidates.all()).find((PlacedCandidates) candidates, affinity.hashCode())
				: this.turn.next(candidates, request);
	}

	private Homes homes(List<? extends Candidate> keys) {
		Homes present = Objects.requireNonNull(this.homes.get());
		if (present.isOf(keys)) {
			return present;
		}
		Homes changed = new Homes(keys);
		this.homes.set(changed);
		return changed;
	}

}
