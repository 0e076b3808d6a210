package io.apipool.benchmarks.goal;

import java.util.Locale;

/**
 * A figure beside what is aimed at. Internal.
 *
 * @param number the goal's number, such as {@code P1}
 * @param what what is measured, with its unit
 * @param seen the figure
 * @param bound what it may be, or {@link Bound#NONE}
 */
public record Goal(String number, String what, double seen, Bound bound) {

	/**
	 * A figure that is to be low.
	 * @param number the goal's number
	 * @param what what is measured
	 * @param seen the figure
	 * @param most the highest that is good
	 * @return the goal
	 */
	public static Goal atMost(String number, String what, double seen, double most) {
		return new Goal(number, what, seen, new Bound(Double.NEGATIVE_INFINITY, most));
	}

	/**
	 * A figure that is to be high.
	 * @param number the goal's number
	 * @param what what is measured
	 * @param seen the figure
	 * @param least the lowest that is good
	 * @return the goal
	 */
	public static Goal atLeast(String number, String what, double seen, double least) {
		return new Goal(number, what, seen, new Bound(least, Double.POSITIVE_INFINITY));
	}

	/**
	 * A figure to be known, of which nothing is demanded.
	 * @param number the goal's number
	 * @param what what is measured
	 * @param seen the figure
	 * @return the figure
	 */
	public static Goal told(String number, String what, double seen) {
		return new Goal(number, what, seen, Bound.NONE);
	}

	/**
	 * Tells whether the figure is as good as it is to be.
	 * @return whether it is within its bound
	 */
	public boolean isReached() {
		return this.seen >= this.bound.least() && this.seen <= this.bound.most();
	}

	static String decimal(double figure) {
		double size = Math.abs(figure);
		String format = (size >= 1000) ? "%,.0f" : (size >= 100) ? "%.0f" : (size >= 10) ? "%.1f" : "%.2f";
		return String.format(Locale.ROOT, format, figure);
	}

	/**
	 * What a figure may be. Internal.
	 *
	 * @param least the lowest that is good
	 * @param most the highest that is good
	 */
	public record Bound(double least, double most) {

		/** Anything is good. */
		public static final Bound NONE = new Bound(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

		boolean isNone() {
			return equals(NONE);
		}

		@Override
		public String toString() {
			if (isNone()) {
				return "";
			}
			return Double.isInfinite(this.least) ? "<= " + shortest(this.most) : ">= " + shortest(this.least);
		}

		private static String shortest(double bound) {
			return (bound == Math.rint(bound)) ? Long.toString((long) bound) : Double.toString(bound);
		}

	}

}
