package io.apipool.usage.jdbc;

import java.sql.SQLException;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;

/**
 * What is wrong with a database, told from the {@code SQLSTATE} and the vendors' numbers.
 */
enum Trouble {

	/** Nobody there, or nobody who lets us in. */
	UNREACHABLE("the database cannot be used"),

	/** It only lets itself be read. */
	READ_ONLY("the database is read-only: let it be written to, or name another one in apipool.usage.jdbc.data-source"),

	/** The user may not. */
	NO_RIGHT("the database refuses this user: grant SELECT, INSERT, UPDATE and DELETE on apipool_usage,"
			+ " apipool_usage_event and apipool_state"),

	/** A table is missing. */
	NO_TABLE("a table is missing"),

	/** A table is there that is not like ours. */
	OTHER_TABLE("a table is not as the schema file has it: compare it with io/apipool/usage/jdbc/schema-*.sql"),

	/** Anything else. */
	OTHER("the database failed");

	private static final Set<String> MISSING = Set.of("42P01", "42S02", "42S03", "42S04");

	private static final Set<String> DIFFERENT = Set.of("42703", "42S22", "22001", "42804");

	private static final Set<Integer> READ_ONLY_NUMBERS = Set.of(90097, 1290, 1792, 1836);

	private static final Set<Integer> REFUSED_NUMBERS = Set.of(90096, 1044, 1142, 1143, 1370);

	private final String message;

	Trouble(String message) {
		this.message = message;
	}

	String message() {
		return this.message;
	}

	static Trouble of(RuntimeException failure) {
		SQLException cause = sqlException(failure);
		if (cause == null) {
			return OTHER;
		}
		String state = String.valueOf(cause.getSQLState());
		if (READ_ONLY_NUMBERS.contains(cause.getErrorCode()) || state.equals("25006")) {
			return READ_ONLY;
		}
		if (REFUSED_NUMBERS.contains(cause.getErrorCode()) || state.equals("42501")) {
			return NO_RIGHT;
		}
		if (MISSING.contains(state)) {
			return NO_TABLE;
		}
		return DIFFERENT.contains(state) ? OTHER_TABLE : reach(state);
	}

	private static Trouble reach(String state) {
		return (state.startsWith("08") || state.startsWith("28") || state.startsWith("57P")) ? UNREACHABLE : OTHER;
	}

	/**
	 * Returns the first line of what the database said, without H2's announcement of the
	 * statement.
	 */
	static String said(RuntimeException failure) {
		SQLException cause = sqlException(failure);
		Throwable root = (cause != null) ? cause : NestedExceptionUtils.getMostSpecificCause(failure);
		return String.valueOf(root.getMessage())
			.lines()
			.findFirst()
			.map((line) -> line.replaceFirst("; SQL statement:$", ""))
			.orElse(root.getClass().getSimpleName());
	}

	private static @Nullable SQLException sqlException(Throwable failure) {
		SQLException found = null;
		Throwable at = failure;
		for (int depth = 0; at != null && depth < 10; depth++) {
			if (at instanceof SQLException sql) {
				found = (sql.getNextException() != null) ? sql.getNextException() : sql;
			}
			at = at.getCause();
		}
		return found;
	}

}
