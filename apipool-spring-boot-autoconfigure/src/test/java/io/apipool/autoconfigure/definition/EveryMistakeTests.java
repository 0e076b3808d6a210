package io.apipool.autoconfigure.definition;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for a mistake in each property that editors know. The file beside this class has
 * two lines for each: what is written, and all that is told of it, word for word.
 */
@Tag("any-jdk")
class EveryMistakeTests {

	private static final String CANARY = "AIza-Canary-0815";

	/** Configuration without a mistake, around the one that is made. */
	private static final Map<String, String> AROUND = around();

	private static Map<String, String> around() {
		Map<String, String> around = new LinkedHashMap<>();
		Stream
			.of("pools.demo.keys[0].value=" + CANARY, "pools.demo.models[0].match[0]=gemini*",
					"pools.demo.models[0].limits[0]=5/m", "pools.demo.outcomes[0].exception=com.example.Slow",
					"pools.demo.outcomes[0].outcome=throttled", "rate-limits.r.limits[0]=3/s",
					"providers.mine.announce.requests.limit=x-limit", "providers.mine.rules[0].status[0]=429",
					"providers.mine.rules[0].outcome=throttled", "providers.mine.discovery.path=/limits",
					"providers.mine.discovery.limits.requests.limit=most")
			.map((line) -> line.split("=", 2))
			.forEach((parts) -> around.put("apipool." + parts[0], parts[1]));
		return around;
	}

	static List<Arguments> mistakes() throws IOException {
		List<String> lines = new ClassPathResource("mistakes.txt", EveryMistakeTests.class)
			.getContentAsString(StandardCharsets.UTF_8)
			.lines()
			.filter((line) -> !line.startsWith("#"))
			.toList();
		List<Arguments> mistakes = new ArrayList<>();
		for (int i = 0; i < lines.size(); i += 2) {
			mistakes.add(arguments(lines.get(i), lines.get(i + 1).strip()));
		}
		return mistakes;
	}

	static String refused(String written) {
		String name = written.substring(0, written.indexOf(" = "));
		String value = written.substring(written.indexOf(" = ") + 3).replace("\\n", "\n");
		Map<String, Object> all = new LinkedHashMap<>(AROUND);
		all.keySet().removeIf((around) -> around.startsWith(name) || name.startsWith(around + "."));
		all.keySet().removeIf((around) -> name.endsWith(".keys.a") && around.contains(".keys["));
		all.put(name, value);
		return Written.nothing().properties(all).refused().getMessage();
	}

	@ParameterizedTest
	@MethodSource("mistakes")
	void isToldWithPropertyValueReasonAndWayOutAndNothingElse(String written, String told) {
		assertThat(refused(written)).isEqualTo(told).doesNotContainIgnoringCase("canary");
	}

	@Test
	void eachPropertyThatEditorsKnowHasOne() throws IOException {
		Set<String> told = new TreeSet<>();
		for (Arguments mistake : mistakes()) {
			told.add(EditorMetadata.general(((String) mistake.get()[1]).split(" ", 2)[0]));
		}
		assertThat(told).containsAll(EditorMetadata.properties().keySet());
	}

}
