package io.apipool.usage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * One run of one instance of the application. Whatever it writes is its own: a restart is
 * another incarnation, so that no count is ever overwritten.
 * <p>
 * Host and start are for those who read the tables. A few random digits tell apart what
 * started at the same moment under the same name: containers of one image, or two
 * applications in one process.
 *
 * @param name the name, at most {@value #MAX_NAME} characters
 */
public record Incarnation(String name) {

	/** The longest name. */
	public static final int MAX_NAME = 80;

	private static final int MAX_HOST = 48;

	/**
	 * Names this run. Internal.
	 * @param host the host's or the pod's name
	 * @param start when it started
	 * @return a name that no other run has
	 */
	public static Incarnation of(String host, Instant start) {
		String random = UUID.randomUUID().toString().substring(0, 6);
		return new Incarnation(
				PlainText.cut(host, MAX_HOST) + "@" + start.truncatedTo(ChronoUnit.SECONDS) + "-" + random);
	}

	@Override
	public String toString() {
		return this.name;
	}

}
