package io.apipool.benchmarks.live;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What lives after a garbage collection.
 *
 * @param heap in bytes
 * @param threads how many
 * @param clients how many are open
 * @param ours how many objects of ours there are of each class
 */
record Footprint(long heap, int threads, int clients, Map<String, Long> ours) {

	private static final Pattern LINE = Pattern.compile(" *\\d+: +(\\d+) +\\d+ +(io\\.apipool\\.(?!benchmarks)\\S+).*");

	private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+).*");

	static Footprint take(int clients) {
		Map<String, Long> ours = new TreeMap<>();
		long heap = 0;
		for (String line : histogram().lines().toList()) {
			Matcher matcher = LINE.matcher(line);
			Matcher total = TOTAL.matcher(line);
			if (matcher.matches()) {
				ours.put(matcher.group(2).substring("io.apipool.".length()), Long.valueOf(matcher.group(1)));
			}
			else if (total.matches()) {
				heap = Long.parseLong(total.group(1));
			}
		}
		return new Footprint(heap, ManagementFactory.getThreadMXBean().getThreadCount(), clients, ours);
	}

	/** The histogram collects the garbage once more before it counts. */
	private static String histogram() {
		try {
			System.gc();
			ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
			return (String) ManagementFactory.getPlatformMBeanServer()
				.invoke(commands, "gcClassHistogram", new Object[] { new String[0] },
						new String[] { String[].class.getName() });
		}
		catch (JMException ex) {
			throw new IllegalStateException(ex);
		}
	}

	long keys() {
		return this.ours.getOrDefault("pool.KeyEntry", 0L);
	}

	/**
	 * Returns how many minutes of keys are remembered: for a day, where there is no
	 * database. They grow with the time that has passed, whether or not anything is
	 * refreshed.
	 */
	long remembered() {
		return this.ours.entrySet()
			.stream()
			.filter((counted) -> isHistory(counted.getKey()))
			.mapToLong(Map.Entry::getValue)
			.sum();
	}

	private static boolean isHistory(String name) {
		return name.startsWith("usage.MinuteCounts") || name.startsWith("usage.SecondCounts");
	}

	/**
	 * Returns the classes of ours of which there are more by far, without those that
	 * remember minutes.
	 * @param earlier what there was
	 * @param few how many more are none
	 */
	Map<String, Long> grown(Footprint earlier, long few) {
		Map<String, Long> grown = new TreeMap<>();
		this.ours.forEach((name, count) -> {
			long before = earlier.ours.getOrDefault(name, 0L);
			if (!isHistory(name) && count > before + Math.max(before / 4, few)) {
				grown.put(name, count - before);
			}
		});
		return grown;
	}

	@Override
	public String toString() {
		return "heap %,d KiB, %d threads, %d keys with those that have left, %d clients open".formatted(this.heap >> 10,
				this.threads, keys(), this.clients);
	}

}
