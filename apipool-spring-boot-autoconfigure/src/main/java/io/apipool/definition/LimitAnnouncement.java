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
 * @param when the header that must be there for these to be meant, or null
 */
public record LimitAnnouncement(String name, String dimension, @Nullable String limit, @Nullable String remaining,
		@Nullable String reset, String format, @Nullable Duration window, boolean roundsUp,
		@Nullable AnswerCondition when) {

	/** The format of a reset that is told by its shape and size. */
	public static final String AUTO = "auto";

	/** How a reset may be written. */
	static final List<String> FORMATS = List.of(AUTO, "duration", "date", "epoch-s", "epoch-ms", "delta-s", "delta-ms");

	/**
	 * Returns the announcement of a limit of requests by three headers.
	 * @param prefix what the headers' names begin with, as {@code x-ratelimit-}
	 * @return the announcement
	 */
	public static LimitAnnouncement ofRequests(String prefix) {
		return new LimitAnnouncement(LimitDefinition.REQUESTS, LimitDefinition.REQUESTS, prefix + "limit",
				prefix + "remaining", prefix + "reset", AUTO, null, false, null);
	}

}
