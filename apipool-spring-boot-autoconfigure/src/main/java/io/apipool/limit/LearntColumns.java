package io.apipool.limit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.apipool.LearntLimit;
import io.apipool.definition.LimitDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one bucket that were told, by name: to this process, or to one before it.
 * <p>
 * What is recalled counts until its reset, for nobody knows the length of its window, or
 * until an answer tells of the same dimension: of several the one goes then whose reset
 * is the nearest.
 */
final class LearntColumns {

	private final Map<String, LearntColumn> columns = new LinkedHashMap<>();

	private final WallClock clock;

	private long forgetsAt = PermitScope.NEVER;

	LearntColumns(WallClock clock) {
		this.clock = clock;
	}

	boolean isEmpty() {
		return this.columns.isEmpty();
	}

	Collection<LearntColumn> values() {
		return this.columns.values();
	}

	List<LimitDefinition> definitions() {
		return this.columns.values().stream().map(LearntColumn::definition).toList();
	}

	LearntColumn get(int index) {
		return new ArrayList<>(this.columns.values()).get(index);
	}

	@Nullable LearntColumn get(String name) {
		return this.columns.get(name);
	}

	/**
	 * Enters what an answer told.
	 */
	void put(String name, LearntColumn column) {
		this.columns.put(name, column);
		if (this.forgetsAt != PermitScope.NEVER) {
			replaceRecalled(column.window().dimension(), column.window().end(column.by().at()));
		}
	}

	private void replaceRecalled(String dimension, long end) {
		this.columns.entrySet()
			.stream()
			.filter((each) -> each.getValue().isRecalled() && each.getValue().counts(dimension))
			.min(Comparator.comparingLong((each) -> Math.abs(each.getValue().over() - end)))
			.map(Map.Entry::getKey)
			.ifPresent(this.columns::remove);
	}

	/**
	 * Takes in what was told before this process started, unless more was told since.
	 * @param limit what was told
	 * @param inFlight what our calls in flight have taken, in millionths
	 * @param now the present
	 */
	void recall(LearntLimit limit, long inFlight, long now) {
		boolean told = this.columns.values()
			.stream()
			.anyMatch((column) -> !column.isRecalled() && column.counts(limit.dimension()));
		long reset = (limit.resetAt() != null) ? monotonic(limit.resetAt()) : now;
		if (told || reset <= now || limit.limit() == null || limit.left() == null) {
			return;
		}
		LearntWindow window = new LearntWindow(limit.dimension(), inFlight, now);
		window.announced(now,
				new LearntWindow.Told(Need.millionths(limit.limit()), Need.millionths(limit.left()), reset, 0), now);
		this.columns.put("recalled " + this.columns.size(),
				LearntColumn.recalled(window, reset, new ToldBy(limit.source(), monotonic(limit.toldAt())), now));
		this.forgetsAt = Math.min(this.forgetsAt, reset);
	}

	private long monotonic(Instant instant) {
		return this.clock.monotonic(WallClock.toNanos(instant));
	}

	/**
	 * Forgets what was recalled and is over.
	 * @return whether there may be less than before
	 */
	boolean forget(long now) {
		if (now < this.forgetsAt) {
			return false;
		}
		this.columns.values().removeIf((column) -> column.over() <= now);
		this.forgetsAt = this.columns.values().stream().mapToLong(LearntColumn::over).min().orElse(PermitScope.NEVER);
		return true;
	}

	void inherit(LearntColumns old) {
		this.columns.putAll(old.columns);
		this.forgetsAt = Math.min(this.forgetsAt, old.forgetsAt);
	}

}
