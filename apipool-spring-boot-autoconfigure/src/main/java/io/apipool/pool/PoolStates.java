package io.apipool.pool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.apipool.ChangedStates;
import io.apipool.KeptState;
import io.apipool.KeyState;

/**
 * What a restart must not forget: who rests and until when, what operators have switched
 * off, what was learnt of limits. Internal.
 * <p>
 * Whoever writes states down asks what has {@link #changed()} and says what was
 * {@link #written}. What was handed out and not written is handed out again, as it is by
 * then.
 */
public final class PoolStates implements ChangedStates {

	private final Supplier<List<PoolCore>> pools;

	private final Map<KeptState.Place, Kept> written = new HashMap<>();

	private final Map<KeptState.Place, Kept> handedOut = new HashMap<>();

	PoolStates(Supplier<List<PoolCore>> pools) {
		this.pools = pools;
	}

	@Override
	public synchronized List<KeptState> changed() {
		Map<KeptState.Place, Kept> present = new LinkedHashMap<>();
		this.pools.get().forEach((core) -> KeptStates.collect(core, present));
		List<KeptState> changed = new ArrayList<>();
		this.handedOut.clear();
		present.forEach((place, kept) -> {
			Kept before = this.written.get(place);
			boolean same = (before != null) ? before.source().equals(kept.source()) : kept.source().isEmpty();
			if (!same) {
				this.handedOut.put(place, kept);
				changed.add(kept.state());
			}
		});
		return changed;
	}

	@Override
	public synchronized void written(List<KeptState> states) {
		for (KeptState state : states) {
			Kept kept = this.handedOut.get(state.place());
			if (kept != null && kept.state().equals(state)) {
				this.written.put(state.place(), kept);
			}
		}
	}

	/**
	 * Remembers what was found written when this process started.
	 */
	synchronized void found(List<KeptState> states) {
		for (KeptState state : states) {
			boolean empty = state.state() == KeyState.USABLE && state.learnt().isEmpty() && state.rate() == null;
			if (!empty) {
				this.written.putIfAbsent(state.place(), new Kept(state, Kept.LOADED));
			}
		}
	}

}
