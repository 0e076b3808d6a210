package io.apipool.selection;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.CallRequest;
import org.jspecify.annotations.Nullable;

/**
 * Smooth weighted round robin: as often as the keys' weights say, and evenly spread.
 */
final class Weighted implements KeySelector {

	private final AtomicReference<WeightClasses> classes = new AtomicReference<>(new WeightClasses(List.of()));

	@Override
	public @Nullable Candidate next(Candidates candidates, CallRequest request) {
		return classes(candidates.all()).next((PlacedCandidates) candidates);
	}

	private WeightClasses classes(List<? extends Candidate> keys) {
		WeightClasses present = Objects.requireNonNull(this.classes.get());
		while (!present.isOf(keys)) {
			this.classes.compareAndSet(present, new WeightClasses(keys));
			present = Objects.requireNonNull(this.classes.get());
		}
		return present;
	}

}
