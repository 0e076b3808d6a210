package io.apipool.benchmarks.goodput;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.apipool.honest.Quota;

/**
 * One thing that is measured.
 *
 * @param kind how the provider counts
 * @param callers how many call at once
 * @param contestant who chooses keys
 */
record Cell(Quota.Kind kind, int callers, Contestant contestant) {

	static List<Cell> matching(Pattern wanted) {
		return Stream.of(Quota.Kind.FIXED, Quota.Kind.SLIDING, Quota.Kind.BUCKET)
			.flatMap((kind) -> Stream.of(1, 200)
				.flatMap((callers) -> Stream.of(Contestant.values())
					.map((contestant) -> new Cell(kind, callers, contestant))))
			.filter((cell) -> wanted.matcher(cell.toString()).find())
			.toList();
	}

	/** Whether it leaves the processor to cells beside it. */
	boolean isPolite() {
		return this.contestant != Contestant.ROTATE_ON_429;
	}

	@Override
	public String toString() {
		return this.kind.name().toLowerCase(Locale.ROOT) + " " + this.callers + " " + this.contestant.text();
	}

}
