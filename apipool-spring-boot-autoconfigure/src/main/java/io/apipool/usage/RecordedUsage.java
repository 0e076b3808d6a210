package io.apipool.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.apipool.Timekeeper;
import org.jspecify.annotations.Nullable;

/**
 * All that was recorded, written or not. A row that memory holds is newer than what was
 * written of it, so it stands in its place; all other rows are the store's. Memory is
 * looked at first: what is written and forgotten meanwhile is then taken from there.
 */
final class RecordedUsage {

	private final UsageRecorder recorder;

	private final @Nullable UsageStore store;

	private final Timekeeper timekeeper;

	private final Outage outage = Outage.following(
			"Usage cannot be read. Reports show what memory holds, this instance's latest minutes",
			"Usage can be read again");

	RecordedUsage(UsageRecorder recorder, @Nullable UsageStore store, Timekeeper timekeeper) {
		this.recorder = recorder;
		this.store = store;
		this.timekeeper = timekeeper;
	}

	/**
	 * Moves what threads have counted to where it can be read.
	 * @return the wall clock's time
	 */
	Instant collect() {
		return this.recorder.ledger().collect();
	}

	/**
	 * Hands out how many attempts of which kind ended in which second, at this instance.
	 */
	void seconds(ReportQuery query, long from, long to, MinuteLedger.Reader reader) {
		this.recorder.ledger().seconds(query, from, to, reader);
	}

	/**
	 * Adds rows up.
	 * @param query which rows
	 * @param fresh makes what adds them up
	 * @return the sums, and whether nothing is missing
	 */
	<S extends Consumer<MinuteRow>> Read<S> rows(ReportQuery query, Supplier<S> fresh) {
		collect();
		Map<MinuteRow.Id, MinuteRow> held = new HashMap<>();
		this.recorder.ledger().rows(query, (row) -> held.put(row.id(), row));
		S sums = fresh.get();
		boolean complete = stored((from) -> from.read(query, (row) -> {
			if (!held.containsKey(row.id())) {
				sums.accept(row);
			}
		}));
		S all = complete ? sums : fresh.get();
		held.values().forEach(all);
		return new Read<>(all, complete);
	}

	/**
	 * Returns single attempts, the newest first.
	 */
	List<UsageEvent> events(ReportQuery query, long offset, int limit) {
		List<UsageEvent> held = this.recorder.events()
			.held()
			.stream()
			.filter((event) -> !event.at().isBefore(query.from()) && event.at().isBefore(query.to()))
			.filter((event) -> query.asks(event.attempt()))
			.toList();
		List<UsageEvent> stored = new ArrayList<>();
		int most = (int) Math.min(Integer.MAX_VALUE, offset + limit);
		stored((from) -> stored.addAll(from.events(query, 0, most)));
		Set<String> ids = new HashSet<>();
		return Stream.concat(held.stream(), stored.stream())
			.filter((event) -> ids.add(event.id()))
			.sorted(Comparator.comparing(UsageEvent::at).reversed())
			.skip(offset)
			.limit(limit)
			.toList();
	}

	private boolean stored(Consumer<UsageStore> reading) {
		if (this.store == null) {
			return true;
		}
		try {
			reading.accept(this.store);
			this.outage.worked(0, this.timekeeper.instant());
			return true;
		}
		catch (Exception | LinkageError ex) {
			this.outage.failed(ex, this.timekeeper.instant());
			return false;
		}
	}

	/**
	 * What was read.
	 *
	 * @param sums the sums
	 * @param complete whether nothing is missing
	 */
	record Read<S>(S sums, boolean complete) {
	}

}
