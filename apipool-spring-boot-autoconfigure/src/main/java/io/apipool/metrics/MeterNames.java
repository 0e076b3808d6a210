package io.apipool.metrics;

/**
 * The names of the meters and of their tags.
 */
final class MeterNames {

	static final String CALLS = "apipool.calls";

	static final String TOKENS = "apipool.tokens";

	static final String WAIT = "apipool.wait";

	static final String WAITING = "apipool.waiting";

	static final String KEYS = "apipool.keys";

	static final String LIMIT_REMAINING = "apipool.limit.remaining";

	static final String RATE = "apipool.rate";

	static final String THROTTLED = "apipool.throttled";

	static final String EXHAUSTED = "apipool.exhausted";

	static final String SHADOWED = "apipool.shadowed";

	static final String BATCH_DONE = "apipool.batch.done";

	static final String BATCH_TOTAL = "apipool.batch.total";

	static final String USAGE_PENDING = "apipool.usage.pending";

	static final String USAGE_DROPPED = "apipool.usage.dropped";

	static final String POOL_TAG = "pool";

	static final String KEY_TAG = "key";

	static final String OPERATION_TAG = "operation";

	static final String OUTCOME_TAG = "outcome";

	static final String GROUP_TAG = "group";

	static final String LIMIT_TAG = "limit";

	static final String STATE_TAG = "state";

	static final String TYPE_TAG = "type";

	private MeterNames() {
	}

}
