package io.apipool.usage;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.apipool.ChangedStates;
import io.apipool.KeptState;

/**
 * Writes what was recorded. What a store does not take is kept, and offered again. As one
 * record that a store can never take must not keep all others from it, the three sorts
 * take turns in being the first.
 */
final class UsageWriter {

	private static final int BATCH = 500;

	private static final int SORTS = 3;

	private final UsageRecorder recorder;

	private final UsageStore store;

	private final ChangedStates states;

	private final Outage outage;

	private final AtomicInteger first = new AtomicInteger();

	UsageWriter(UsageRecorder recorder, UsageStore store, ChangedStates states, Outage outage) {
		this.recorder = recorder;
		this.store = store;
		this.states = states;
		this.outage = outage;
	}

	/**
	 * Writes all that waits. One thread at a time.
	 */
	void write(Instant now) {
		try {
			long written = 0;
			for (int i = 0; i < SORTS; i++) {
				written += write((this.first.get() + i) % SORTS);
			}
			this.outage.worked(written, now);
		}
		catch (Exception | LinkageError ex) {
			this.first.updateAndGet((sort) -> (sort + 1) % SORTS);
			this.outage.failed(ex, now);
		}
	}

	private long write(int sort) {
		return switch (sort) {
			case 0 -> this.recorder.ledger().changed(BATCH, this.store::write);
			case 1 -> events();
			default -> states();
		};
	}

	private long events() {
		long written = 0;
		for (List<UsageEvent> some = next(); !some.isEmpty() && written < RecordedEvents.MOST; some = next()) {
			this.store.append(some);
			this.recorder.events().written(some.size());
			written += some.size();
		}
		return written;
	}

	private List<UsageEvent> next() {
		return this.recorder.events().next(BATCH);
	}

	private long states() {
		List<KeptState> changed = this.states.changed();
		if (!changed.isEmpty()) {
			this.store.keep(changed);
			this.states.written(changed);
		}
		return changed.size();
	}

}
