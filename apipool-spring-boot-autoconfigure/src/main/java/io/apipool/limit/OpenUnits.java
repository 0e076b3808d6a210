package io.apipool.limit;

import java.util.List;

import io.apipool.definition.LimitDefinition;

/**
 * What the calls in flight of a bucket have taken, in the dimensions that providers
 * announce: a limit that is told later begins with it.
 */
final class OpenUnits {

	private static final List<String> DIMENSIONS = List.of(LimitDefinition.REQUESTS, LimitDefinition.TOKENS,
			LimitDefinition.INPUT_TOKENS, LimitDefinition.OUTPUT_TOKENS);

	private static final int CALLS = DIMENSIONS.size();

	private final long[] open = new long[CALLS + 1];

	static boolean knows(String dimension) {
		return DIMENSIONS.contains(dimension);
	}

	int calls() {
		return (int) this.open[CALLS];
	}

	long units(String dimension) {
		int index = DIMENSIONS.indexOf(dimension);
		return (index >= 0) ? this.open[index] : 0;
	}

	void take(Need need) {
		count(need, 1);
		this.open[CALLS] += need.takesSlot() ? 1 : 0;
	}

	void settle(Need reserved) {
		count(reserved, -1);
	}

	void release(Need need) {
		this.open[CALLS] -= need.takesSlot() ? 1 : 0;
	}

	void add(OpenUnits other) {
		for (int i = 0; i < this.open.length; i++) {
			this.open[i] += other.open[i];
		}
	}

	private void count(Need need, int sign) {
		for (int i = 0; i < CALLS; i++) {
			this.open[i] += sign * need.of(DIMENSIONS.get(i));
		}
	}

}
