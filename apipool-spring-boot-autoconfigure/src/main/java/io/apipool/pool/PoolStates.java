package io.apipool.pool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
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

	/**
	 * So many places that are no more are remembered: enough for keys that come back, and
	 * no more however many are rotated.
	 */
	static final int MOST_GONE = 1000;

	private final Supplier<List<PoolCore>> pools;

	private final Map<KeptState.Place, Kept> written = new LinkedHashMap<>();

	private final Map<KeptState.Place, Kept> handedOut = new HashMap<>();

	private final AtomicInteger unanswered = new AtomicInteger();

	PoolStates(Supplier<List<PoolCore>> pools) {
		this.pools = pools;
	}

	@Override
	public synchronized List<KeptState> changed() {
		this.handedOut.clear();
		if (this.unanswered.get() > 0) {
			return List.of();
		}
		Map<KeptState.Place, Kept> present = new LinkedHashMap<>();
		this.pools.get().forEach((core) -> KeptStates.collect(core, present));
		forgetGone(present.keySet());
		List<KeptState> changed = new ArrayList<>();
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

	private void forgetGone(Set<KeptState.Place> present) {
		List<KeptState.Place> gone = this.written.keySet()
			.stream()
			.filter((place) -> !present.contains(place))
			.toList();
		gone.subList(0, Math.max(0, gone.size() - MOST_GONE)).forEach(this.written::remove);
	}

	/**
	 * Returns of how many places it is remembered what is written there.
	 */
	synchronized int remembered() {
		return this.written.size();
	}

	@Override
	public synchronized void written(List<KeptState> states) {
		for (KeptState state : states) {
			Kept kept = this.handedOut.get(state.place());
			if (kept != null && kept.state().equals(state)) {
				this.written.remove(state.place());
				if (!kept.source().isEmpty()) {
					this.written.put(state.place(), kept);
				}
			}
		}
	}

	/**
	 * It was asked what is written. Until that is known nothing is handed out, or it
	 * would be written over before it was read.
	 */
	void asked() {
		this.unanswered.incrementAndGet();
	}

	/**
	 * Remembers what was found written when this process started.
	 */
	synchronized void found(List<KeptState> states) {
		this.unanswered.decrementAndGet();
		for (KeptState state : states) {
			boolean empty = state.state() == KeyState.USABLE && state.learnt().isEmpty() && state.rate() == null;
			if (!empty) {
				this.written.putIfAbsent(state.place(), new Kept(state, Kept.LOADED));
			}
		}
	}

}
