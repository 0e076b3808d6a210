package io.apipool.honest;

import java.util.Map;
import java.util.TreeMap;

/** What the limits of the start were multiplied with, and since when. */
final class Scaling {

	private final TreeMap<Long, Double> factors = new TreeMap<>(Map.of(Long.MIN_VALUE, 1.0));

	void from(long instant, double factor) {
		this.factors.put(instant, factor);
	}

	double last() {
		return this.factors.lastEntry().getValue();
	}

	/** Returns the mean factor of a time. */
	double mean(long from, long to) {
		double sum = 0;
		long end = to;
		for (Map.Entry<Long, Double> entry : this.factors.descendingMap().entrySet()) {
			long start = Math.max(from, entry.getKey());
			if (start < end) {
				sum += entry.getValue() * (end - start);
				end = start;
			}
		}
		return (to > from) ? sum / (to - from) : last();
	}

}
