package io.apipool.usage;

/**
 * What reports can be broken down by.
 */
public enum UsageGrouping {

	/** The pool's name. */
	POOL,

	/** The quota group. */
	QUOTA_GROUP,

	/** The key's id. */
	KEY,

	/** The operation. */
	OPERATION,

	/** The model, or the empty text. */
	MODEL,

	/** The outcome's word. */
	OUTCOME;

	String nameOf(Attempted attempt) {
		return switch (this) {
			case POOL -> attempt.pool();
			case QUOTA_GROUP -> attempt.quotaGroup();
			case KEY -> attempt.key();
			case OPERATION -> attempt.operation();
			case MODEL -> attempt.model();
			case OUTCOME -> attempt.outcome();
		};
	}

}
