package io.apipool.metrics;

import java.util.function.Consumer;

import io.apipool.CallOutcome;
import io.apipool.Usage;
import io.apipool.definition.LimitDefinition;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one key; of all keys of a pool where there is no tag for the key.
 */
final class KeyMeters {

	/** So many operations have timers of their own. */
	static final int MOST_OPERATIONS = 500;

	/** The operation of all the others. */
	static final String OTHER = "other";

	private static final String INPUT = "input";

	private static final String OUTPUT = "output";

	private static final String UNSPLIT = "unsplit";

	private static final String REFUNDED = "refunded";

	private final Lately<Lately<Timer>> calls;

	private final ByName<Counter> tokens;

	private final ByName<Counter> throttled;

	KeyMeters(SafeRegistry registry, Tags tags) {
		this.calls = new Lately<>(
				(operation) -> new Lately<>((outcome) -> registry.timer(MeterNames.CALLS, "Attempts, by their outcome",
						tags.and(MeterNames.OPERATION_TAG, operation, MeterNames.OUTCOME_TAG, outcome))));
		this.tokens = new ByName<>((type) -> registry.counter(MeterNames.TOKENS, "Tokens that stay counted",
				tags.and(MeterNames.TYPE_TAG, type)));
		this.throttled = new ByName<>(
				(word) -> registry.counter(MeterNames.THROTTLED, "Attempts that the provider throttled", tags));
	}

	Timer calls(String operation, CallOutcome outcome) {
		return this.calls.of(operation, MOST_OPERATIONS, OTHER).of(outcome.word());
	}

	void throttled(CallOutcome outcome) {
		this.throttled.of(outcome.word()).increment();
	}

	/**
	 * Counts tokens. Those of which nobody said whether they were read or written are
	 * counted apart, so that the sum is what the provider counts.
	 */
	void tokens(Usage counted) {
		if (counted.units().isEmpty()) {
			return;
		}
		double input = amount(counted, LimitDefinition.INPUT_TOKENS);
		double output = amount(counted, LimitDefinition.OUTPUT_TOKENS);
		count(INPUT, input);
		count(OUTPUT, output);
		count(UNSPLIT, amount(counted, LimitDefinition.TOKENS) - input - output);
	}

	void settled(String dimension, double reserved, double used) {
		if (dimension.equals(LimitDefinition.TOKENS)) {
			count(REFUNDED, reserved - used);
		}
	}

	/**
	 * Hands out all of them.
	 */
	void forEach(Consumer<Meter> reader) {
		this.calls.forEach((operation) -> operation.forEach(reader));
		this.tokens.all().forEach(reader);
		this.throttled.all().forEach(reader);
	}

	private void count(String type, double amount) {
		if (amount > 0) {
			this.tokens.of(type).increment(amount);
		}
	}

	private static double amount(Usage counted, String dimension) {
		@Nullable Double amount = counted.units().get(dimension);
		return (amount != null) ? amount : 0;
	}

}
