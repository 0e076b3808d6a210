package io.apipool.benchmarks.goodput;

/** Where callers get what there is to do. */
@FunctionalInterface
interface Work {

	/**
	 * Takes one piece of work, waiting until there is one.
	 * @return when it arrived, in nanoseconds
	 * @throws InterruptedException if interrupted
	 */
	long next() throws InterruptedException;

}
