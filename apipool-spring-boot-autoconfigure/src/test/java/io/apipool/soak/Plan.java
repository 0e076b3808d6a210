package io.apipool.soak;

import java.time.Duration;

/**
 * How long it lasts, and how long things take in it.
 *
 * @param length how long everything goes wrong
 * @param warmUp how long calls are made before that
 * @param window of the provider's limits and ours
 * @param margin how long a request may be under way before the provider counts it
 * @param timeout how long a caller waits for an answer
 * @param beat the time between two troubles
 * @param outage how long the database is away
 * @param patience how long is waited until all is quiet
 */
record Plan(Duration length, Duration warmUp, Duration window, Duration margin, Duration timeout, Duration beat,
		Duration outage, Duration patience) {

	private static final int A_SECOND = 20;

	static Plan of(double minutes) {
		if (minutes < 1) {
			return new Plan(seconds(60 * minutes), seconds(3), seconds(5), seconds(4.5), seconds(1), seconds(0.1),
					seconds(2), seconds(60));
		}
		return new Plan(seconds(60 * minutes), seconds(60), seconds(10), seconds(9), seconds(2), seconds(0.5),
				seconds(10), seconds(90));
	}

	boolean isShort() {
		return this.length.compareTo(Duration.ofMinutes(1)) < 0;
	}

	/** Returns how many requests a key may send in a window. */
	int amount() {
		return amount(this.window);
	}

	static int amount(Duration window) {
		return (int) (A_SECOND * window.toSeconds());
	}

	private static Duration seconds(double seconds) {
		return Duration.ofMillis((long) (1000 * seconds));
	}

}
