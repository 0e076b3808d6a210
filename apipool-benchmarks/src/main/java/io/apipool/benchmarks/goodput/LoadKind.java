package io.apipool.benchmarks.goodput;

import java.util.Locale;

/** How much work there is, and what disturbs it. */
enum LoadKind {

	/** Work that never ends: at least three times what the keys allow. */
	SATURATED,
	/** Work that arrives in clumps, nine tenths of what the keys allow. */
	BURSTY,
	/** Work that never ends, by a client that stands still now and then. */
	PAUSES;

	String text() {
		return name().toLowerCase(Locale.ROOT);
	}

}
