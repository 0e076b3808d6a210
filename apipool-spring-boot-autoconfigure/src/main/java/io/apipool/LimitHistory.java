package io.apipool;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Remembers over restarts what the quota groups have used.
 */
public interface LimitHistory {

	/**
	 * Returns what was used, by all instances, without what this run has used itself.
	 * Asked once, at the start; nobody waits for the answer longer than
	 * {@code usage.restore-timeout}, and a later one is still taken in.
	 * @param from the first minute of interest
	 * @return the minutes, in any order; one that fails is asked again
	 */
	CompletionStage<List<CountedMinute>> since(Instant from);

}
