package io.apipool.definition;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where a provider announces a limit: names of headers in an answer, or paths in the body
 * of a discovery. A part whose name is null is not announced.
 *
 * @param name tells it from the provider's others
 * @param dimension what is counted
 * @param limit where the limit stands, or null
 * @param remaining where stands what is left, or null
 * @param reset where the reset stands, or null
 * @param format how the reset is written: {@code auto}, {@code duration}, {@code date},
 * {@code epoch-s}, {@code epoch-ms}, {@code delta-s} or {@code delta-ms}
 * @param window how long a window is, or null: not known
 * @param roundsUp whether the reset is known to be rounded up
 */
public record LimitAnnouncement(String name, String dimension, @Nullable String limit, @Nullable String remaining,
		@Nullable String reset, String format, @Nullable Duration window, boolean roundsUp) {

	/** How a reset may be written. */
	static final List<String> FORMATS = List.of("auto", "duration", "date", "epoch-s", "epoch-ms", "delta-s",
			"delta-ms");

}
