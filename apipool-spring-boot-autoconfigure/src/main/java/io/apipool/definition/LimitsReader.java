package io.apipool.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Reads the limits of a pool and of its groups and models.
 */
final class LimitsReader {

	private LimitsReader() {
	}

	static LimitsDefinition read(Section pool) {
		return new LimitsDefinition(pool.limits("limits"), pool.limits("pool-limits"), groups(pool), models(pool),
				pool.read("share", Values::positiveShareUpToOne).orElse(LimitsDefinition.NONE.share()));
	}

	/**
	 * Reads the limits of named quota groups.
	 * @param section what the groups stand in
	 * @return the limits by the group's name
	 */
	static Map<String, List<LimitDefinition>> groups(Section section) {
		Map<String, List<LimitDefinition>> groups = new LinkedHashMap<>();
		section.entries("groups", Set.of()).forEach((name, group) -> groups.put(name, group.limits("limits")));
		return groups;
	}

	private static List<ModelDefinition> models(Section pool) {
		List<ModelDefinition> models = new ArrayList<>();
		for (Section entry : pool.sections("models")) {
			int before = entry.findings().count();
			List<String> match = entry.list("match", LimitsReader::pattern);
			if (match.isEmpty() && entry.findings().count() == before) {
				entry.findings()
					.add(entry.path("match"), null, "is missing", "name the models, like [\"gemini-2.5-pro*\"]");
			}
			models.add(new ModelDefinition(match, entry.limits("limits"), price(entry.section("price"))));
		}
		return models;
	}

	private static String pattern(String text) {
		if (text.isEmpty()) {
			throw new MalformedTextException(text, "matches no model", "name a model, with * for any text");
		}
		return text;
	}

	private static ModelDefinition.@Nullable Price price(Section section) {
		var input = section.read("input", Values::number);
		var output = section.read("output", Values::number);
		boolean none = input.isEmpty() && output.isEmpty();
		return none ? null : new ModelDefinition.Price(input.orElse(0.0), output.orElse(0.0));
	}

}
