package io.apipool.aop;

import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.apipool.annotation.RateLimited;
import io.apipool.definition.LimitDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What {@link RateLimited} says of one method.
 *
 * @param name the limit's name; of one that is written on the spot, where it is written
 * @param writtenAt the method or type that counts for itself, or null: the named limit
 * @param limits the limits written on the spot
 * @param amounts what differs from call to call
 * @param maxWait how long a call waits, or null: what the limit or the pool says
 */
record LimitSpec(String name, @Nullable AnnotatedElement writtenAt, List<LimitDefinition> limits, LimitAmount amounts,
		@Nullable Duration maxWait) {

	private static final String ADVICE = "Write either limits, as @RateLimited(\"100/m\"), or the name of one below "
			+ "apipool.rate-limits.";

	static LimitSpec read(RateLimited limited, AnnotatedElement at, String place, TextReader texts) {
		boolean named = !limited.name().isBlank();
		if (named == (limited.value().length > 0)) {
			throw new MistakeException(
					"@RateLimited has " + (named ? "both limits and a name" : "neither limits nor a name"), ADVICE);
		}
		String name = named ? limited.name() : (at instanceof Class<?> type) ? type.getSimpleName() : place;
		Duration maxWait = limited.maxWait().isEmpty() ? null : Waits.parse("maxWait", limited.maxWait());
		return new LimitSpec(name, named ? null : at, limits(limited.value()), LimitAmount.read(limited, texts),
				maxWait);
	}

	private static List<LimitDefinition> limits(String[] texts) {
		List<LimitDefinition> limits = new ArrayList<>();
		for (String text : texts) {
			try {
				limits.add(LimitDefinition.parse(text));
			}
			catch (IllegalArgumentException ex) {
				throw new MistakeException("@RateLimited: " + ex.getMessage(), ADVICE);
			}
		}
		return List.copyOf(limits);
	}

	/** Whether each call takes the same permits of the same count. */
	boolean constant() {
		return !(this.amounts.key() instanceof Text.Spel) && !(this.amounts.permits() instanceof Text.Spel);
	}

}
