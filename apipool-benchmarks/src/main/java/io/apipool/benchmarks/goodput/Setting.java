package io.apipool.benchmarks.goodput;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What all cells have in common.
 *
 * @param windows how many windows are judged
 * @param window the provider's window
 * @param cells which cells
 * @param atOnce how many cells run side by side
 */
record Setting(int windows, Duration window, Pattern cells, int atOnce) {

	static final List<String> KEYS = IntStream.range(0, 4).mapToObj((i) -> "key-" + i).toList();

	static final int AMOUNT = 20;

	private static final int JITTERS = 200;

	/**
	 * Reads the command line.
	 * @throws IllegalArgumentException if it cannot be read
	 */
	static Setting of(String... arguments) {
		Setting setting = new Setting(20, Duration.ofSeconds(2), Pattern.compile(""), 6);
		for (String argument : arguments) {
			setting = setting.with(argument.split("=", 2)[0], argument.substring(argument.indexOf('=') + 1));
		}
		return setting;
	}

	private Setting with(String name, String value) {
		return switch (name) {
			case "--short" -> new Setting(5, this.window, this.cells, this.atOnce);
			case "--windows" -> new Setting(Integer.parseInt(value), this.window, this.cells, this.atOnce);
			case "--seconds" ->
				new Setting(this.windows, Duration.ofSeconds(Integer.parseInt(value)), this.cells, this.atOnce);
			case "--cells" -> new Setting(this.windows, this.window, Pattern.compile(value), this.atOnce);
			case "--at-once" -> new Setting(this.windows, this.window, this.cells, Integer.parseInt(value));
			default -> throw new IllegalArgumentException(name
					+ " is not known: write --short, --windows=20, --seconds=2, --cells=<regular expression>, --at-once=6");
		};
	}

	Duration jitter() {
		return this.window.dividedBy(JITTERS);
	}

}
