package io.apipool.usage.jdbc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Replaces rows or adds them: {@code UPDATE}, then {@code INSERT} where there was none.
 *
 * <p>
 * Each chunk of rows is one transaction. It is done over row by row where the numbers
 * that the driver tells of changed rows are no good: some tell zero where nothing
 * differed, some tell nothing. Where another instance was faster with the same row of
 * {@code apipool_state}, or both have waited for each other, each row has a transaction
 * of its own, which holds nothing that another could wait for while it waits itself.
 */
final class Upsert {

	private static final int TRIES = 3;

	private final String update;

	private final String insert;

	private final String count;

	private final int keyColumns;

	/**
	 * Takes the statements of a table.
	 * @param update an {@code UPDATE} with the key's columns last
	 * @param insert an {@code INSERT} of the same values in the same order, without its
	 * rows
	 * @param count counts the rows of a key
	 * @param keyColumns how many columns the key has
	 */
	Upsert(String update, String insert, String count, int keyColumns) {
		this.update = update;
		this.insert = insert;
		this.count = count;
		this.keyColumns = keyColumns;
	}

	static void write(UsageDatabase database, List<@Nullable Object[]> rows, Function<UsageSql, Upsert> statements) {
		Chunks.of(rows).forEach((chunk) -> {
			if (!wrote(database, chunk, statements)) {
				Stream<List<@Nullable Object[]>> single = chunk.stream().map(Collections::singletonList);
				single.forEach((row) -> writeAgain(database, row, statements));
			}
		});
	}

	private static void writeAgain(UsageDatabase database, List<@Nullable Object[]> row,
			Function<UsageSql, Upsert> statements) {
		for (int i = 1; i < TRIES; i++) {
			if (wrote(database, row, statements)) {
				return;
			}
		}
		database.write((session) -> statements.apply(session.sql()).writeSingly(session, row));
	}

	/** Writes, and returns whether no other instance was in the way. */
	private static boolean wrote(UsageDatabase database, List<@Nullable Object[]> rows,
			Function<UsageSql, Upsert> statements) {
		try {
			database.write((session) -> statements.apply(session.sql()).write(session, rows));
			return true;
		}
		catch (UsageStoreException ex) {
			if (isConflict(ex)) {
				return false;
			}
			throw ex;
		}
	}

	private static boolean isConflict(UsageStoreException ex) {
		return ex.failure() instanceof DataIntegrityViolationException
				|| ex.failure() instanceof ConcurrencyFailureException;
	}

	private int write(UsageDatabase.Session session, List<@Nullable Object[]> chunk) {
		int[] changed = session.rows().each(this.update, chunk);
		if (Arrays.stream(changed).anyMatch((count) -> count < 0)) {
			return writeSingly(session, chunk);
		}
		List<@Nullable Object[]> missing = new ArrayList<>();
		IntStream.range(0, chunk.size()).filter((i) -> changed[i] == 0).mapToObj(chunk::get).forEach(missing::add);
		session.rows().insert(this.insert, missing);
		return missing.size();
	}

	private int writeSingly(UsageDatabase.Session session, List<@Nullable Object[]> chunk) {
		for (@Nullable
		Object[] row : chunk) {
			int[] changed = session.rows().each(this.update, Collections.singletonList(row));
			if (changed[0] <= 0 && isMissing(session, row)) {
				session.rows().insert(this.insert, Collections.singletonList(row));
			}
		}
		return chunk.size();
	}

	private boolean isMissing(UsageDatabase.Session session, @Nullable Object[] row) {
		@Nullable Object[] key = Arrays.copyOfRange(row, row.length - this.keyColumns, row.length);
		Integer count = session.jdbc().queryForObject(this.count, Integer.class, key);
		return count == null || count == 0;
	}

}
