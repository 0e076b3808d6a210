package io.apipool.autoconfigure.definition;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;

import io.apipool.definition.InvalidDefinitionException;
import io.apipool.definition.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for mistakes where a secret is near: it is never a part of the message.
 */
class SecretMistakesTests {

	private static final String CANARY = "AIza-Canary-0815";

	private static final String SHOWN = Secret.of(CANARY).toString();

	@ParameterizedTest
	@MethodSource("mistakes")
	void aMistakeAroundASecretDoesNotShowIt(String keys, String property, String shown, String reason) {
		InvalidDefinitionException refused = Written.asYaml("""
				apipool:
				  pools:
				    demo:
				""" + keys.replace("CANARY", CANARY).indent(6)).refused();
		assertThat(refused.property()).isEqualTo("apipool.pools.demo" + property);
		assertThat(refused.shownValue()).isEqualTo(shown);
		assertThat(refused.reason()).contains(reason);
		assertThat(refused.wayOut()).isNotEmpty();
		StringWriter all = new StringWriter();
		refused.printStackTrace(new PrintWriter(all));
		assertThat(all.toString()).doesNotContainIgnoringCase(CANARY).doesNotContainIgnoringCase("canary");
	}

	static Stream<Arguments> mistakes() {
		return Stream.of(arguments("keys: {a: CANARY}", ".keys", null, "is a list"),
				arguments("keys: {CANARY: a}", ".keys", null, "is a list"),
				arguments("keys: [[CANARY]]", ".keys[0]", null, "not known here"),
				arguments("keys: [{CANARY: a}]", ".keys[0]", null, "not known here"),
				arguments("keys: [{value: {CANARY: a}}]", ".keys[0].value", null, "nothing below it"),
				arguments("keys: [{value: {secret: CANARY}}]", ".keys[0].value", null, "nothing below it"),
				arguments("keys: [{valeu: CANARY}]", ".keys[0]", null, "not known here"),
				arguments("keys: [{id: a, value: CANARY, secret: CANARY}]", ".keys[0]", null, "not known here"),
				arguments("key: CANARY", ".key", null, "not a property"),
				arguments("key: {CANARY: CANARY}", ".key", null, "not a property"),
				arguments("keys: [\"{cipher}CANARY\"]", ".keys[0]", Secret.of("{cipher}" + CANARY).toString(),
						"decrypted"),
				arguments("keys: [\"<n/a>\"]", ".keys[0]", Secret.of("<n/a>").toString(), "decrypted"),
				arguments("keys: [\"CANARY${nope}\"]", ".keys[0]", null, "placeholder"),
				arguments("keys: [\"${NO:${WHERE:${CANARY}}}\"]", ".keys[0]", null, "placeholder"),
				arguments("keys: [\"${TEAM_B_KEY}\"]", ".keys[0]", "${TEAM_B_KEY}", "placeholder"),
				arguments("keys: [{id: a, value: \"CANARY\\nCANARY\"}]", ".keys[0].value",
						Secret.of(CANARY + "\n" + CANARY).toString(), "line break"),
				arguments("keys: [4711]", ".keys[0]", Secret.of("4711").toString(), "not a text but a number"),
				arguments("keys: [true]", ".keys[0]", Secret.of("true").toString(), "not a text but a boolean"),
				arguments("keys: [1.5]", ".keys[0]", Secret.of("1.5").toString(), "not a text but a number"),
				arguments("keys: 4711", ".keys", Secret.of("4711").toString(), "not a text but a number"),
				arguments("keys: [{value: 0123}]", ".keys[0].value", Secret.of("83").toString(),
						"not a text but a number"),
				arguments("keys: [{id: a}]", ".keys[0].value", null, "without a secret"),
				arguments("keys: [{id: a, value: }]", ".keys[0].value", null, "without a secret"),
				arguments("keys: [CANARY, \"\"]", ".keys[1].value", null, "without a secret"),
				arguments("keys: [CANARY, \"${EMPTY:}\"]", ".keys[1].value", null, "without a secret"),
				arguments("keys: [{id: a, value: CANARY}, {id: a, value: other}]", ".keys[1]", "a", "another key"),
				arguments("keys: [{id: usage, value: CANARY}]", ".keys[0].id", "usage", "endpoint"),
				arguments("keys: [{id: a/b, value: CANARY}]", ".keys[0].id", "a/b", "not an id"),
				arguments("keys: [{id: a, value: CANARY, weight: 0}]", ".keys[0].weight", "0", "is zero"),
				arguments("keys: [{id: a, value: CANARY, tier: -1}]", ".keys[0].tier", "-1", "is negative"),
				arguments("keys: [{id: a, value: CANARY, quota-group: A B}]", ".keys[0].quota-group", "A B",
						"not a name"));
	}

	@Test
	void whatWasNotTextSaysThatYamlHasChangedIt() {
		assertThat(Written.asYaml("apipool: {pools: {demo: {keys: [0123]}}}").refused().wayOut()).contains("quote it");
	}

	@Test
	void aPropertyThatCouldNotBeDecryptedIsNoKey() {
		assertThat(
				Written.asPool("").property("invalid.apipool.pools.demo.keys[1].value", "<n/a>").refused().getMessage())
			.contains("apipool.pools.demo.keys[1].value", "decrypted");
	}

	@Test
	void aSecretThatHasBecomeANameIsNotShown() {
		assertThat(Written.asPool("")
			.property("invalid.apipool.pools.demo.keys." + CANARY, "<n/a>")
			.refused()
			.getMessage()).contains("apipool.pools.demo.keys", "decrypted").doesNotContainIgnoringCase("canary");
	}

	@Test
	void aGapInTheNumbersOfKeysIsToldWithoutTheKey() {
		assertThat(Written.nothing().property("apipool.pools.demo.keys[1]", CANARY).refused().getMessage())
			.contains("apipool.pools.demo.keys", "gap")
			.doesNotContain(CANARY);
	}

	@Test
	void theFingerprintIsShownOfASecretThatCannotBe() {
		assertThat(Written.asYaml("apipool: {pools: {demo: {keys: [\"" + CANARY + "\\t.\"]}}}").refused().shownValue())
			.isEqualTo(Secret.of(CANARY + "\t.").toString())
			.isNotEqualTo(SHOWN);
	}

}
