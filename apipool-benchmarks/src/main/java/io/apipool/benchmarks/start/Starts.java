package io.apipool.benchmarks.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Starts of applications that differ in one thing, in turns.
 */
final class Starts {

	private final Map<String, List<Start>> starts = new LinkedHashMap<>();

	private final Map<String, List<String>> contenders = new LinkedHashMap<>();

	/**
	 * Adds a contender.
	 * @param name its name
	 * @param classPath its class path
	 * @param arguments those of its own
	 */
	void add(String name, String classPath, String... arguments) {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.add(0, classPath);
		this.contenders.put(name, all);
		this.starts.put(name, new ArrayList<>());
	}

	/**
	 * Starts each so many times; the first does not count.
	 * @param rounds how many times
	 */
	void run(int rounds) throws IOException {
		List<String> inTurn = new ArrayList<>(this.contenders.keySet());
		for (int i = 0; i <= rounds; i++) {
			for (String name : inTurn) {
				List<String> contender = this.contenders.getOrDefault(name, List.of());
				Start start = Start.of(contender.get(0), contender.subList(1, contender.size()));
				if (i > 0) {
					this.starts.getOrDefault(name, List.of()).add(start);
				}
			}
			Collections.reverse(inTurn);
		}
	}

	/**
	 * Returns the median of what the one took longer than the other in the same round.
	 * @param name the one
	 * @param other the other
	 * @param figure which figure of a start
	 */
	double difference(String name, String other, ToDoubleFunction<Start> figure) {
		List<Start> a = this.starts.getOrDefault(name, List.of());
		List<Start> b = this.starts.getOrDefault(other, List.of());
		List<Double> differences = new ArrayList<>();
		for (int i = 0; i < a.size(); i++) {
			differences.add(figure.applyAsDouble(a.get(i)) - figure.applyAsDouble(b.get(i)));
		}
		return median(differences);
	}

	double median(String name, ToDoubleFunction<Start> figure) {
		return median(this.starts.getOrDefault(name, List.of()).stream().map(figure::applyAsDouble).toList());
	}

	private static double median(List<Double> figures) {
		List<Double> sorted = figures.stream().sorted().toList();
		return sorted.get(sorted.size() / 2);
	}

	/**
	 * Writes a configuration of one pool.
	 * @param directory where to
	 * @param keys how many keys
	 * @return the argument that names it
	 */
	static String pool(Path directory, int keys) throws IOException {
		StringBuilder text = new StringBuilder("apipool.pools.bench:\n  limits: [100M/s, 5000M/m, 1000 concurrent]\n");
		text.append("  keys:\n");
		for (int i = 0; i < keys; i++) {
			text.append("  - {id: key-").append(i).append(", value: secret-").append(i).append("}\n");
		}
		Path file = Files.writeString(directory.resolve(keys + "-keys.yaml"), text);
		return "--spring.config.additional-location=" + file.toUri();
	}

}
