package io.apipool.definition;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code models}: the models that match share a bucket within their quota
 * group.
 *
 * @param match names, {@code *} allowed
 * @param limits its limits
 * @param price what a million tokens cost, or null
 */
public record ModelDefinition(List<String> match, List<LimitDefinition> limits, @Nullable Price price) {

	public ModelDefinition {
		match = List.copyOf(match);
		limits = List.copyOf(limits);
	}

	/**
	 * Tells whether a model belongs to this entry.
	 * @param model the provider's name of it
	 * @return whether one of the patterns matches all of it
	 */
	public boolean matches(String model) {
		return this.match.stream().anyMatch((pattern) -> Wildcards.matches(pattern, model));
	}

	/**
	 * What a million tokens cost.
	 *
	 * @param input a million input tokens
	 * @param output a million output tokens
	 */
	public record Price(double input, double output) {
	}

}
