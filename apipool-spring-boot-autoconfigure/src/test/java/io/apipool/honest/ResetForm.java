package io.apipool.honest;

/** How an announcement says how long it is until the count starts anew. */
public enum ResetForm {

	/** Seconds with three decimals, rounded up. */
	DECIMALS,
	/** Whole seconds, rounded up. */
	SECONDS_UP,
	/** Whole seconds, rounded down: the count starts anew up to a second later. */
	SECONDS_DOWN;

	private static final long SECOND = 1_000_000_000;

	String text(long nanos) {
		return switch (this) {
			case DECIMALS -> decimals(nanos);
			case SECONDS_UP -> Long.toString(-Math.floorDiv(-nanos, SECOND));
			case SECONDS_DOWN -> Long.toString(nanos / SECOND);
		};
	}

	static String decimals(long nanos) {
		long millis = -Math.floorDiv(-nanos, 1_000_000);
		return "%d.%03d".formatted(millis / 1000, millis % 1000);
	}

}
