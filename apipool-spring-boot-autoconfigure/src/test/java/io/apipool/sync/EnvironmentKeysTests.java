package io.apipool.sync;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.apipool.definition.InvalidDefinitionException;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.Secret;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.env.CompositePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link EnvironmentKeys}.
 */
class EnvironmentKeysTests {

	private final StandardEnvironment environment = new StandardEnvironment() {

		@Override
		protected void customizePropertySources(MutablePropertySources sources) {
		}

	};

	private void variables(Object... namesAndValues) {
		Map<String, Object> map = new LinkedHashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			map.put((String) namesAndValues[i], namesAndValues[i + 1]);
		}
		add(new SystemEnvironmentPropertySource("variables-" + size(), map));
	}

	private int size() {
		return this.environment.getPropertySources().size();
	}

	private void add(PropertySource<?> source) {
		this.environment.getPropertySources().addLast(source);
	}

	private DiscoveredKeys discover() {
		return new EnvironmentKeys(this.environment, Map.of()).discover("gemini", "GEMINI_API_KEY");
	}

	private Map<String, String> found() {
		Map<String, String> found = new LinkedHashMap<>();
		discover().keys().forEach((key) -> found.put(key.id(), key.secret().value()));
		return found;
	}

	private static String fingerprinted(String secret) {
		return "gemini-" + Secret.of(secret).fingerprint();
	}

	@Test
	void theThreeFormsAreUnitedInTheirOrder() {
		variables("GEMINI_API_KEYS", "c, d", "GEMINI_API_KEY_10", "b10", "GEMINI_API_KEY_2", "b2", "GEMINI_API_KEY_1",
				"b1", "GEMINI_API_KEY", "a", "GEMINI_API_KEY_X", "no", "GEMINI_API_KEY_", "no", "OTHER_API_KEY", "no");
		assertThat(found().values()).containsExactly("a", "b1", "b2", "b10", "c", "d");
		assertThat(found().keySet()).containsExactly("gemini", "gemini-1", "gemini-2", "gemini-10", fingerprinted("c"),
				fingerprinted("d"));
	}

	@Test
	void theNamesThatWereReadAreTold() {
		variables("GEMINI_API_KEYS", "c", "GEMINI_API_KEY_2", "b", "GEMINI_API_KEY_3", " ", "GEMINI_API_KEY", "a");
		assertThat(discover().names()).containsExactlyInAnyOrder("GEMINI_API_KEY", "GEMINI_API_KEY_2",
				"GEMINI_API_KEY_3", "GEMINI_API_KEYS");
	}

	@Test
	void anotherPrefixIsTheWholeNameOfTheUnnumberedVariable() {
		variables("MY_KEY", "a", "MY_KEY_1", "b", "MY_KEYS", "c");
		assertThat(new EnvironmentKeys(this.environment, Map.of()).discover("gemini", "MY_KEY").keys())
			.extracting(KeyDefinition::id)
			.containsExactly("gemini", "gemini-1", fingerprinted("c"));
	}

	@Test
	void aPrefixThatIsAPropertyIsFoundInVariablesToo() {
		variables("MY_KEYS_GEMINI_3", "a");
		assertThat(new EnvironmentKeys(this.environment, Map.of()).discover("gemini", "my.keys-gemini").keys())
			.extracting(KeyDefinition::id)
			.containsExactly("gemini-3");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "` abc `|abc", "`\"abc\"`|abc", "`'abc'`|abc", "`\"abc\" # mine`|abc", "`abc # mine`|abc",
					"`abc\t# mine`|abc", "`abc#mine`|abc#mine", "`\"abc # x\"`|abc # x", "`\"abc`|\"abc",
					"`' abc '`|abc", "`a\"b\"`|a\"b\"" })
	void whatSurroundsAValueIsTakenOff(String written, String secret) {
		variables("GEMINI_API_KEY", written);
		assertThat(found()).containsExactly(Map.entry("gemini", secret));
	}

	@Test
	void whatWasTakenOffIsToldOnceWithoutTheValue() {
		variables("GEMINI_API_KEY", "\"abc\"", "GEMINI_API_KEY_1", "def # x", "GEMINI_API_KEYS", "'ghi', 'jkl'");
		assertThat(discover().warnings()).singleElement()
			.asString()
			.contains("GEMINI_API_KEY, GEMINI_API_KEY_1, GEMINI_API_KEYS")
			.doesNotContain("abc", "def", "ghi", "jkl");
		assertThat(found().values()).containsExactly("abc", "def", "ghi", "jkl");
	}

	@Test
	void whiteSpaceAloneIsNotWorthAWord() {
		variables("GEMINI_API_KEY", " abc\n");
		assertThat(discover().warnings()).isEmpty();
	}

	@Test
	void blankOnesAreIgnored() {
		variables("GEMINI_API_KEY", "", "GEMINI_API_KEY_1", "  ", "GEMINI_API_KEY_2", "''", "GEMINI_API_KEY_3",
				" # none", "GEMINI_API_KEYS", ", a ,, b,");
		assertThat(found().values()).containsExactly("a", "b");
	}

	@Test
	void aGapIsAllowedAndNamed() {
		variables("GEMINI_API_KEY_1", "a", "GEMINI_API_KEY_4", "b");
		assertThat(found().keySet()).containsExactly("gemini-1", "gemini-4");
		assertThat(discover().warnings()).singleElement()
			.asString()
			.contains("GEMINI_API_KEY_2, GEMINI_API_KEY_3,")
			.doesNotContain("GEMINI_API_KEY_4");
	}

	@Test
	void aWideGapIsNamedInShort() {
		variables("GEMINI_API_KEY_999999999", "a");
		assertThat(discover().warnings()).singleElement()
			.asString()
			.contains("GEMINI_API_KEY_5, ...")
			.hasSizeLessThan(250);
	}

	@Test
	void numbersFromZeroHaveNoGap() {
		variables("GEMINI_API_KEY_0", "a", "GEMINI_API_KEY_1", "b", "GEMINI_API_KEY_02", "c");
		assertThat(found().keySet()).containsExactly("gemini-0", "gemini-1", "gemini-02");
		assertThat(discover().warnings()).isEmpty();
	}

	@Test
	void theSameSecretTwiceIsKeptOnceAndBothVariablesAreNamed() {
		variables("GEMINI_API_KEY", "same", "GEMINI_API_KEY_1", "same", "GEMINI_API_KEYS", "other,same");
		assertThat(found().keySet()).containsExactly("gemini", fingerprinted("other"));
		assertThat(discover().warnings()).singleElement()
			.asString()
			.contains("GEMINI_API_KEY and GEMINI_API_KEY_1", "GEMINI_API_KEY and GEMINI_API_KEYS")
			.doesNotContain("same,");
	}

	@Test
	void aNumberOfALowerSourceCounts() {
		variables("GEMINI_API_KEY_1", "high");
		variables("GEMINI_API_KEY_1", "low", "GEMINI_API_KEY_2", "two");
		assertThat(found().values()).containsExactly("high", "two");
	}

	@Test
	void aSourceThatCannotListItsNamesIsTriedUntilTenAreMissing() {
		Map<String, String> hidden = new HashMap<>();
		hidden.put("GEMINI_API_KEY_10", "ten");
		hidden.put("GEMINI_API_KEY_20", "twenty");
		hidden.put("GEMINI_API_KEY_31", "too far");
		add(new Hidden(hidden));
		assertThat(found().values()).containsExactly("ten", "twenty");
	}

	@Test
	void aCompositeOfBothKindsIsSearched() {
		CompositePropertySource composite = new CompositePropertySource("composite");
		composite.addPropertySource(new Hidden(Map.of("GEMINI_API_KEY_1", "one")));
		composite.addPropertySource(new MapPropertySource("map", Map.of("GEMINI_API_KEY_77", "two")));
		add(composite);
		assertThat(found().values()).containsExactly("one", "two");
	}

	@Test
	void aPlaceholderIsResolved() {
		variables("GEMINI_API_KEY", "${OTHER}", "OTHER", "secret");
		assertThat(found().values()).containsExactly("secret");
	}

	@Test
	void fingerprintsOfTwoSecretsThatBeginAlikeAreLonger() {
		String[] alike = alike();
		variables("GEMINI_API_KEYS", alike[0] + "," + alike[1]);
		assertThat(found().keySet()).containsExactly("gemini-" + Secret.of(alike[0]).fingerprint(8),
				"gemini-" + Secret.of(alike[1]).fingerprint(12));
	}

	private static String[] alike() {
		Map<String, String> seen = new HashMap<>();
		for (int i = 0;; i++) {
			String earlier = seen.put(Secret.of("k" + i).fingerprint(), "k" + i);
			if (earlier != null) {
				return new String[] { earlier, "k" + i };
			}
		}
	}

	@Test
	void withoutAnyKeyThePoolIsNamedAndWhatWasLookedForAndBothWays() {
		variables("GEMINI_API_KEY_3", " ");
		assertThatExceptionOfType(InvalidDefinitionException.class).isThrownBy(this::discover).satisfies((ex) -> {
			assertThat(ex.property()).isEqualTo("apipool.pools.gemini.keys");
			assertThat(ex.shownValue()).isNull();
			assertThat(ex.reason()).contains("pool 'gemini'", "GEMINI_API_KEY,", "GEMINI_API_KEY_1", "GEMINI_API_KEYS",
					"blank: GEMINI_API_KEY_3");
			assertThat(ex.wayOut()).contains("apipool.pools.gemini.keys", "environment variable GEMINI_API_KEY");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "GEMINI_API_KEY", "GEMINI_API_KEY_2", "GEMINI_API_KEYS" })
	void whatCouldNotBeDecryptedIsNoKey(String variable) {
		variables("GEMINI_API_KEY_1", "good");
		add(new MapPropertySource("server", Map.of("invalid." + variable, "<n/a>")));
		assertThatExceptionOfType(InvalidDefinitionException.class).isThrownBy(this::discover)
			.withMessageContainingAll(variable, "decrypted");
	}

	@Test
	void aNumberThatYamlHasReadIsRefused() {
		add(new MapPropertySource("yaml", Map.of("GEMINI_API_KEY", 4711)));
		assertThatExceptionOfType(InvalidDefinitionException.class).isThrownBy(this::discover)
			.withMessageContainingAll("GEMINI_API_KEY", "quote it")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("4711"));
	}

	@Test
	void aPlaceholderThatNothingResolvesIsRefusedWithoutTheValue() {
		variables("GEMINI_API_KEY_1", "canary${canary}canary");
		assertThatExceptionOfType(InvalidDefinitionException.class).isThrownBy(this::discover)
			.withNoCause()
			.withMessageContaining("GEMINI_API_KEY_1")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("canary"));
	}

	@Test
	void keysAreReadyToJoin() {
		variables("GEMINI_API_KEY", "a");
		assertThat(discover().keys()).isEqualTo(List.of(KeyDefinition.of("gemini", "a")));
	}

	/**
	 * A source that cannot list its names.
	 */
	private static final class Hidden extends PropertySource<Map<String, String>> {

		private Hidden(Map<String, String> map) {
			super("hidden", map);
		}

		@Override
		public @Nullable Object getProperty(String name) {
			return getSource().get(name);
		}

	}

}
