package io.apipool.usage;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Adds rows up, each name for itself.
 */
final class Breakdown implements Consumer<MinuteRow> {

	private final Map<String, Part> parts = new TreeMap<>();

	private final Function<Attempted, String> name;

	private final @Nullable ChronoUnit interval;

	Breakdown(Function<Attempted, String> name, @Nullable ChronoUnit interval) {
		this.name = name;
		this.interval = interval;
	}

	@Override
	public void accept(MinuteRow row) {
		Part part = this.parts.computeIfAbsent(this.name.apply(row.id().attempt()),
				(fresh) -> new Part(new Sums(), (this.interval != null) ? new Steps(this.interval) : null));
		part.sums.accept(row);
		if (part.steps != null) {
			part.steps.accept(row);
		}
	}

	List<UsageRow> rows(boolean complete) {
		return this.parts.entrySet().stream().map((part) -> part.getValue().row(part.getKey(), complete)).toList();
	}

	/**
	 * One name.
	 */
	private record Part(Sums sums, @Nullable Steps steps) {

		UsageRow row(String name, boolean complete) {
			return new UsageRow(name, this.sums.totals(complete),
					(this.steps != null) ? this.steps.points(complete) : List.of());
		}

	}

}
