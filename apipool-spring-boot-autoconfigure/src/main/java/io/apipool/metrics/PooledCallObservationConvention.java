package io.apipool.metrics;

import java.util.Map;

import io.apipool.CallOutcome;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * How an observed attempt is named and described. Another one is a bean that is also a
 * {@link GlobalObservationConvention}.
 */
public interface PooledCallObservationConvention extends ObservationConvention<PooledCallContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof PooledCallContext;
	}

	@Override
	default String getName() {
		return MeterNames.CALLS;
	}

	@Override
	default String getContextualName(PooledCallContext context) {
		return context.pool() + " " + context.request().operation();
	}

	/**
	 * Returns what becomes the timer's tags: the same ones that it has without
	 * observations.
	 */
	@Override
	default KeyValues getLowCardinalityKeyValues(PooledCallContext context) {
		CallOutcome outcome = context.outcome();
		String word = (outcome != null) ? outcome.word() : KeyValue.NONE_VALUE;
		String operation = context.request().operation();
		if (!context.keyTag()) {
			return KeyValues.of(MeterNames.OPERATION_TAG, operation, MeterNames.OUTCOME_TAG, word, MeterNames.POOL_TAG,
					context.pool());
		}
		return KeyValues.of(MeterNames.KEY_TAG, context.key(), MeterNames.OPERATION_TAG, operation,
				MeterNames.OUTCOME_TAG, word, MeterNames.POOL_TAG, context.pool());
	}

	/**
	 * Returns the key where it is no tag, the model and the request's tags.
	 */
	@Override
	default KeyValues getHighCardinalityKeyValues(PooledCallContext context) {
		KeyValues values = context.keyTag() ? KeyValues.empty() : KeyValues.of(MeterNames.KEY_TAG, context.key());
		String model = context.request().model();
		values = (model != null) ? values.and("model", model) : values;
		for (Map.Entry<String, String> tag : context.request().tags().entrySet()) {
			values = values.and(tag.getKey(), tag.getValue());
		}
		return values;
	}

}
