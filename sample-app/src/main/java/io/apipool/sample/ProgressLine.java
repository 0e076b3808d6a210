package io.apipool.sample;

import java.io.Console;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.apipool.batch.BatchProgress;

import org.springframework.util.ReflectionUtils;

/**
 * How far a batch has come: one line with a bar that is drawn anew where the output is a
 * terminal, elsewhere a plain line every three seconds.
 */
class ProgressLine implements Consumer<BatchProgress> {

	private static final int COLUMNS = 79;

	private static final int BAR = 24;

	private static final Duration PAUSE = Duration.ofSeconds(3);

	private final PrintStream out;

	private final boolean redrawn;

	private final LongSupplier nanoTime;

	private final long start;

	private final AtomicLong due = new AtomicLong(PAUSE.toNanos());

	/**
	 * Creates a line; its time runs from now.
	 * @param out where to
	 * @param redrawn whether it is drawn anew in place
	 * @param nanoTime tells the time
	 */
	ProgressLine(PrintStream out, boolean redrawn, LongSupplier nanoTime) {
		this.out = out;
		this.redrawn = redrawn;
		this.nanoTime = nanoTime;
		this.start = nanoTime.getAsLong();
	}

	/**
	 * Tells whether the output is a terminal. Java 22 to 24 have a console also where it
	 * is a file or a pipe, and a method that says so.
	 */
	@SuppressWarnings("SystemConsoleNull")
	static boolean isTerminal() {
		Console console = System.console();
		Method says = ReflectionUtils.findMethod(Console.class, "isTerminal");
		return console != null && (says == null || Boolean.TRUE.equals(ReflectionUtils.invokeMethod(says, console)));
	}

	@Override
	public void accept(BatchProgress progress) {
		long elapsed = this.nanoTime.getAsLong() - this.start;
		if (this.redrawn) {
			this.out.printf("\r%-" + COLUMNS + "s", bar(progress) + "  " + text(progress, elapsed));
		}
		else if (elapsed >= this.due.get()) {
			this.due.set(elapsed + PAUSE.toNanos());
			this.out.println(text(progress, elapsed));
		}
	}

	private static String bar(BatchProgress progress) {
		long full = BAR * progress.done() / Math.max(1, progress.total().orElse(Long.MAX_VALUE));
		return "[" + "#".repeat((int) full) + ".".repeat(BAR - (int) full) + "]";
	}

	private static String text(BatchProgress progress, long elapsed) {
		double rate = progress.done() * 1e9 / Math.max(1, elapsed);
		String left = (elapsed >= PAUSE.toNanos() && progress.done() > 0 && progress.total().isPresent())
				? Math.round((progress.total().getAsLong() - progress.done()) / rate) + " s left" : "";
		return "%s  %.0f/s  %d failed  %s".formatted(progress, rate, progress.failed(), left);
	}

}
