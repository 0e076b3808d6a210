package io.apipool.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the attempts of one call have thrown.
 */
final class ThrownSoFar {

	private final List<Throwable> thrown = new ArrayList<>();

	void add(Throwable next) {
		this.thrown.add(next);
	}

	int count() {
		return this.thrown.size();
	}

	/**
	 * Returns the last attempt's exception, unchanged, with the earlier ones suppressed
	 * in it.
	 */
	Throwable last() {
		Throwable last = this.thrown.get(this.thrown.size() - 1);
		for (Throwable earlier : this.thrown) {
			if (earlier != last && Stream.of(last.getSuppressed()).noneMatch((known) -> known == earlier)) {
				last.addSuppressed(earlier);
			}
		}
		return last;
	}

}
