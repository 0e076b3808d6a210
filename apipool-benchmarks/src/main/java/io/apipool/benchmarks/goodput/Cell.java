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
 * @param load how much work there is
 * @param contender who chooses keys
 */
record Cell(Quota.Kind kind, int callers, LoadKind load, Contender contender) {

	static List<Cell> matching(Pattern wanted) {
		return Stream.of(Quota.Kind.FIXED, Quota.Kind.SLIDING, Quota.Kind.BUCKET)
			.flatMap((kind) -> Stream.of(LoadKind.values())
				.flatMap((load) -> Stream.of(1, 200)
					.flatMap((callers) -> Stream.of(Contender.values())
						.filter((contender) -> contender.takesPart(kind, load))
						.map((contender) -> new Cell(kind, callers, load, contender)))))
			.filter((cell) -> wanted.matcher(cell.toString()).find())
			.toList();
	}

	List<Stage> stages(int judged) {
		return this.contender.stages(this.load, judged);
	}

	/**
	 * Returns how many windows a run lasts: its stages, and one more that is not judged;
	 * where work arrives in clumps two, in which the last of them are done.
	 */
	int windows(int judged) {
		return Stage.windows(stages(judged)) + ((this.load == LoadKind.BURSTY) ? 2 : 1);
	}

	@Override
	public String toString() {
		return row() + " " + this.contender.text();
	}

	/** Returns what the contenders that are compared have in common. */
	String row() {
		return this.kind.name().toLowerCase(Locale.ROOT) + " " + this.callers + " " + this.load.text();
	}

}
