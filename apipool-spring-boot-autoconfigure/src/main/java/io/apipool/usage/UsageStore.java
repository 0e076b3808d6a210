package io.apipool.usage;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

import io.apipool.KeptState;

/**
 * Where usage is kept over restarts. Called by one thread at a time that may block; what
 * it throws is reported once and tried again later, with everything that was not taken.
 * Internal.
 */
public interface UsageStore {

	/**
	 * Writes rows whole, in the place of what was written of them before: writing them
	 * twice is writing them once.
	 * @param rows rows of this incarnation
	 */
	void write(List<MinuteRow> rows);

	/**
	 * Adds attempts; one whose id is there already is not added again.
	 * @param events the attempts
	 */
	void append(List<UsageEvent> events);

	/**
	 * Replaces what is kept of keys and groups.
	 * @param states the states that have changed
	 */
	void keep(List<KeptState> states);

	/**
	 * Hands out the rows that a query asks for, in any order, one at a time.
	 * @param query which ones; those whose minute begins in its span
	 * @param reader is handed each
	 */
	void read(ReportQuery query, Consumer<MinuteRow> reader);

	/**
	 * Hands out the attempts that a query asks for, the newest first.
	 * @param query which ones
	 * @param offset how many are skipped
	 * @param limit how many are returned at most
	 * @return the attempts
	 */
	List<UsageEvent> events(ReportQuery query, long offset, int limit);

	/**
	 * Removes old rows, so few at once that nobody waits for them.
	 * @param before rows of minutes before this instant go
	 * @param atMost how many go at most
	 * @return how many went
	 */
	int removeRows(Instant before, int atMost);

	/**
	 * Removes old attempts, under the same terms.
	 * @param before attempts before this instant go
	 * @param atMost how many go at most
	 * @return how many went
	 */
	int removeEvents(Instant before, int atMost);

}
