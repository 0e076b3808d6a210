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
 * @param margin what follows a configured limit, or empty: the default margin
 */
record Setting(int windows, Duration window, Pattern cells, int atOnce, String margin) {

	static final List<String> KEYS = IntStream.range(0, 4).mapToObj((i) -> "key-" + i).toList();

	static final int AMOUNT = 20;

	private static final int JITTERS = 200;

	private static final Setting DEFAULTS = new Setting(20, Duration.ofSeconds(2), Pattern.compile("^"), 6, "");

	/**
	 * Reads the command line.
	 * @throws IllegalArgumentException if it cannot be read
	 */
	static Setting of(String... arguments) {
		Setting setting = DEFAULTS;
		for (String argument : arguments) {
			setting = setting.with(argument.split("=", 2)[0], argument.substring(argument.indexOf('=') + 1));
		}
		return setting;
	}

	private Setting with(String name, String value) {
		return switch (name) {
			case "--short" -> windows(5);
			case "--windows" -> windows(Integer.parseInt(value));
			case "--seconds" -> new Setting(this.windows, Duration.ofSeconds(Integer.parseInt(value)), this.cells,
					this.atOnce, this.margin);
			case "--cells" -> cells("(?=.*(" + value + "))");
			case "--no-adaptive" -> cells("(?!.*adaptive)");
			case "--at-once" ->
				new Setting(this.windows, this.window, this.cells, Integer.parseInt(value), this.margin);
			case "--margin" -> new Setting(this.windows, this.window, this.cells, this.atOnce, " margin " + value);
			default -> throw new IllegalArgumentException(name
					+ " is not known: write --short, --windows=20, --seconds=2, --cells=<regular expression>, --no-adaptive,"
					+ " --at-once=6, --margin=200ms");
		};
	}

	private Setting windows(int windows) {
		return new Setting(windows, this.window, this.cells, this.atOnce, this.margin);
	}

	private Setting cells(String condition) {
		return new Setting(this.windows, this.window, Pattern.compile(this.cells.pattern() + condition), this.atOnce,
				this.margin);
	}

	Duration jitter() {
		return this.window.dividedBy(JITTERS);
	}

	/** Returns a pool's limit. */
	String limit(String burst) {
		return AMOUNT + "/" + this.window.toSeconds() + "s" + burst + this.margin;
	}

	/** Returns how long a cell takes. */
	Duration length(Cell cell) {
		return this.window.multipliedBy(cell.windows(this.windows));
	}

}
