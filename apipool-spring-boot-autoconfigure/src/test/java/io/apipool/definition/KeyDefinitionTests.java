package io.apipool.definition;

import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A key and its copies.
 */
@Tag("any-jdk")
class KeyDefinitionTests {

	private static final Map<String, String> OWNER = Map.of("owner", "b");

	private static final Secret SECRET = Secret.of("secret");

	private final KeyDefinition key = new KeyDefinition("a", SECRET, "account", 2, 1, OWNER);

	@Test
	void aCopyDiffersInOneThingAlone() {
		Secret other = Secret.of("other");
		assertThat(this.key.withId("b")).isEqualTo(new KeyDefinition("b", SECRET, "account", 2, 1, OWNER));
		assertThat(this.key.withSecret(other)).isEqualTo(new KeyDefinition("a", other, "account", 2, 1, OWNER));
		assertThat(this.key.withQuotaGroup("own")).isEqualTo(new KeyDefinition("a", SECRET, "own", 2, 1, OWNER));
		assertThat(this.key.withWeight(3)).isEqualTo(new KeyDefinition("a", SECRET, "account", 3, 1, OWNER));
		assertThat(this.key.withTier(4)).isEqualTo(new KeyDefinition("a", SECRET, "account", 2, 4, OWNER));
	}

	@Test
	void metadataReplacesWhatThereWas() {
		assertThat(this.key.withMetadata(Map.of("region", "eu")))
			.isEqualTo(new KeyDefinition("a", SECRET, "account", 2, 1, Map.of("region", "eu")));
	}

}
