package io.apipool.honest;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How long requests took from being sent to being counted. What exceeds a limiter's
 * margin may be beyond through no mistake of the limiter.
 *
 * @param median half took no longer
 * @param p99 ninety-nine of a hundred took no longer
 * @param most none took longer
 */
public record Delays(Duration median, Duration p99, Duration most) {

	static Delays of(Report report, Map<String, Long> sentAt) {
		List<Long> nanos = report.accounts()
			.stream()
			.flatMap((account) -> account.arrivals().stream())
			.filter((arrival) -> sentAt.containsKey(arrival.call()))
			.map((arrival) -> arrival.nanos() - sentAt.get(arrival.call()))
			.sorted()
			.toList();
		return new Delays(at(nanos, 0.5), at(nanos, 0.99), at(nanos, 1));
	}

	private static Duration at(List<Long> sorted, double part) {
		return sorted.isEmpty() ? Duration.ZERO : Duration.ofNanos(sorted.get((int) (part * (sorted.size() - 1))));
	}

	@Override
	public String toString() {
		return "%d / %d / %d ms".formatted(this.median.toMillis(), this.p99.toMillis(), this.most.toMillis());
	}

}
