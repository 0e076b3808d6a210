package io.apipool.actuate;

import java.security.Principal;
import java.time.Duration;

import io.apipool.definition.Durations;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SecurityContext;

/**
 * The line in the log that says who did what to which key. It has one form, so that it
 * can be found:
 * {@code operator=alice action=disable pool=gemini key=team-b duration=10m}.
 */
final class OperatorLog {

	private static final Log logger = LogFactory.getLog(OperatorLog.class);

	private static final int LONGEST_NAME = 200;

	private OperatorLog() {
	}

	static void done(SecurityContext context, OperatorAction action, PoolsEndpoint.Order order,
			@Nullable Duration duration) {
		logger.info("operator=" + name(context.getPrincipal()) + " action=" + action.word() + " pool=" + order.pool()
				+ " key=" + order.key() + ((duration != null) ? " duration=" + Durations.text(duration) : ""));
	}

	static void done(SecurityContext context, String action) {
		logger.info("operator=" + name(context.getPrincipal()) + " action=" + action);
	}

	private static String name(@Nullable Principal principal) {
		String name = (principal != null) ? principal.getName() : null;
		if (name == null || name.isBlank()) {
			return "unknown";
		}
		String shown = name.substring(0, Math.min(name.length(), LONGEST_NAME))
			.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]", "?");
		return (shown.contains(" ") || shown.contains("\"")) ? '"' + shown.replace("\"", "'") + '"' : shown;
	}

}
