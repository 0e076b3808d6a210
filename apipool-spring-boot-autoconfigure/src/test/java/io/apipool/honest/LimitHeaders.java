package io.apipool.honest;

import java.util.LinkedHashMap;
import java.util.Map;

/** The names under which a provider announces its limits. */
public enum LimitHeaders {

	/** {@code X-RateLimit-Limit}, {@code -Remaining} and {@code -Reset}. */
	CUSTOMARY {
		@Override
		Map<String, String> of(Account.Announcement now, String reset) {
			return inOrder("X-RateLimit-Limit", Long.toString(now.limit()), "X-RateLimit-Remaining",
					Long.toString(now.left()), "X-RateLimit-Reset", reset);
		}
	},
	/**
	 * {@code RateLimit-Policy} and {@code RateLimit}, as in the draft of the standard.
	 */
	STANDARD {
		@Override
		Map<String, String> of(Account.Announcement now, String reset) {
			return inOrder("RateLimit-Policy", "\"default\";q=" + now.limit() + ";w=" + seconds(now), "RateLimit",
					"\"default\";r=" + now.left() + ";t=" + reset);
		}
	};

	abstract Map<String, String> of(Account.Announcement now, String reset);

	private static String seconds(Account.Announcement now) {
		return ResetForm.SECONDS_UP.text(now.window());
	}

	private static Map<String, String> inOrder(String... pairs) {
		Map<String, String> headers = new LinkedHashMap<>();
		for (int i = 0; i < pairs.length; i += 2) {
			headers.put(pairs[i], pairs[i + 1]);
		}
		return headers;
	}

}
