package io.apipool.usage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Adds rows up, each step of a timeline for itself.
 */
final class Steps implements Consumer<MinuteRow> {

	private final Map<Instant, Sums> steps = new TreeMap<>();

	private final ChronoUnit unit;

	Steps(ChronoUnit unit) {
		this.unit = unit;
	}

	@Override
	public void accept(MinuteRow row) {
		at(row.id().minute()).accept(row);
	}

	Sums at(Instant instant) {
		return this.steps.computeIfAbsent(instant.truncatedTo(this.unit), (begin) -> new Sums());
	}

	List<UsagePoint> points(boolean complete) {
		return this.steps.entrySet()
			.stream()
			.map((step) -> new UsagePoint(step.getKey(), step.getValue().totals(complete)))
			.toList();
	}

}
