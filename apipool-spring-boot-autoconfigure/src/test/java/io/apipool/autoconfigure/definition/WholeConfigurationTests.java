package io.apipool.autoconfigure.definition;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import io.apipool.definition.Definitions;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.ModelDefinition;
import io.apipool.definition.OutcomeDefinition;
import io.apipool.definition.PoliciesDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.ProviderBinding;
import io.apipool.definition.Secret;
import io.apipool.definition.SettingsDefinition;
import io.apipool.definition.SourcesDefinition;
import io.apipool.definition.WaitingDefinition;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for everything that can be written below {@code apipool}, written at once. Each
 * value in the file is the default where there is one.
 */
class WholeConfigurationTests {

	private final Definitions definitions = Written.withAnnotatedPools("gemini-paid")
		.variables("TEAM_B_KEY", "secret-b", "GEMINI_PAID_API_KEY", "secret-paid")
		.yaml(new ClassPathResource("everything.yml", getClass()))
		.bind();

	private final PoolDefinition gemini = this.definitions.pools().get("gemini");

	@Test
	void poolsComeInTheirOrderAndThoseOfAnnotationsLast() {
		assertThat(this.definitions.pools()).containsOnlyKeys("gemini", "gemini-paid");
		assertThat(this.definitions.pools().keySet()).containsExactly("gemini", "gemini-paid");
	}

	@Test
	void keysAreBareOrSections() {
		assertThat(this.gemini.keys()).hasSize(2);
		Secret bare = Secret.of("AIza...");
		assertThat(this.gemini.keys().get(0)).isEqualTo(KeyDefinition.of("gemini-" + bare.fingerprint(), bare.value()));
		KeyDefinition teamB = this.gemini.keys().get(1);
		assertThat(teamB.id()).isEqualTo("team-b");
		assertThat(teamB.secret().value()).isEqualTo("secret-b");
		assertThat(teamB.quotaGroup()).isEqualTo("project-42");
		assertThat(teamB.weight()).isEqualTo(3);
		assertThat(teamB.tier()).isEqualTo(1);
		assertThat(teamB.metadata()).containsOnly(Map.entry("owner", "b"));
	}

	@Test
	void limitsOfAllKindsAreThere() {
		assertThat(this.gemini.limits().group()).extracting(LimitDefinition::text)
			.containsExactly("10/m", "250/day@America/Los_Angeles", "250k tokens/m", "5 concurrent");
		assertThat(this.gemini.limits().pool()).extracting(LimitDefinition::text)
			.containsExactly("100/m", "20 concurrent");
		assertThat(this.gemini.limits().groups()).containsOnlyKeys("project-7");
		assertThat(this.gemini.limits().share()).isEqualTo(1);
		assertThat(this.gemini.limits().models()).containsExactly(new ModelDefinition(List.of("gemini-2.5-pro*"),
				List.of(LimitDefinition.parse("5/m")), new ModelDefinition.Price(1.25, 10)));
		assertThat(this.definitions.sharedGroups()).containsOnlyKeys("project-42");
	}

	@Test
	void theRestIsAsByDefault() {
		assertThat(this.gemini.strategy()).isEqualTo(PoolDefinition.ROUND_ROBIN);
		assertThat(this.gemini.waiting()).isEqualTo(WaitingDefinition.DEFAULTS);
		assertThat(this.gemini.sources()).isEqualTo(SourcesDefinition.defaults("gemini"));
		PoliciesDefinition policies = this.gemini.policies();
		assertThat(policies.outcomes())
			.containsExactly(new OutcomeDefinition("com.example.SlowDownException", "throttled"));
		assertThat(new PoliciesDefinition(policies.retry(), policies.cooldown(), policies.ban(), List.of(),
				policies.adaptive(), policies.batch()))
			.isEqualTo(PoliciesDefinition.DEFAULTS);
		assertThat(this.gemini.target()).isEqualTo(new ProviderBinding("gemini", null, List.of("gemini"), "gemini-paid",
				false, ZoneId.of("America/Los_Angeles")));
		assertThat(this.gemini.custom()).containsOnly(Map.entry("region", "eu"));
		assertThat(this.definitions.limitMargin()).isEqualTo(Definitions.DEFAULT_LIMIT_MARGIN);
		assertThat(this.definitions.settings()).isEqualTo(SettingsDefinition.DEFAULTS);
	}

	@Test
	void namedLimitsAreThere() {
		assertThat(this.definitions.rateLimits().get("notion-writes").limits()).extracting(LimitDefinition::text)
			.containsExactly("3/s");
		assertThat(this.definitions.rateLimits().get("notion-writes").maxWait()).isEqualTo(Duration.ofSeconds(10));
	}

}
