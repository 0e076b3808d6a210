package io.apipool.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.apipool.definition.Definitions;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PolledDefinitionSource;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.SourcesDefinition;
import io.apipool.pool.AppliedChanges;
import io.apipool.test.ManualTimekeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys that come from sources of the application.
 */
@ExtendWith(OutputCaptureExtension.class)
class PolledKeysTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final ManualTimekeeper time = new ManualTimekeeper(Instant.parse("2026-11-22T12:00:00Z"));

	private final Map<String, PolledDefinitionSource> sources = new LinkedHashMap<>();

	private final Source vault = source("vault");

	private final List<Definitions> applied = new ArrayList<>();

	private PoolDefinition configured = PoolDefinition.of("demo");

	private PolledKeys polled = new PolledKeys(List.of());

	private Source source(String name) {
		Source source = new Source();
		this.sources.put(name, source);
		return source;
	}

	private void start() {
		this.polled = PolledKeys.of(this.sources, (pool) -> this.configured, this.time, Runnable::run);
		DefinitionSynchronizer synchronizer = new DefinitionSynchronizer(
				() -> this.polled.apply(Definitions.of(this.configured)), (next) -> {
					this.applied.add(next);
					return AppliedChanges.NONE;
				}, (event) -> {
				});
		this.polled.start(synchronizer);
	}

	@AfterEach
	void close() {
		this.polled.close();
	}

	private List<String> ids() {
		return this.applied.get(this.applied.size() - 1)
			.pools()
			.get("demo")
			.keys()
			.stream()
			.map(KeyDefinition::id)
			.toList();
	}

	private static KeyDefinition key(String id) {
		return KeyDefinition.of(id, "canary-" + id);
	}

	private void allowEmpty() {
		SourcesDefinition old = this.configured.sources();
		this.configured = new PoolDefinition("demo", List.of(),
				new SourcesDefinition(old.envPrefix(), old.refreshInterval(), true, null), this.configured.target(),
				this.configured.strategy(), this.configured.limits(), this.configured.waiting(),
				this.configured.policies(), Map.of());
	}

	@Test
	void aSourceIsAskedAtTheStartAndThenEveryInterval() {
		this.vault.keys = List.of(key("a"));
		start();
		assertThat(ids()).containsExactly("a");
		this.vault.keys = List.of(key("a"), key("b"));
		this.time.advance(MINUTE);
		assertThat(ids()).containsExactly("a", "b");
		assertThat(this.vault.asked).isEqualTo(2);
	}

	@Test
	void anAnswerThatIsTheSameIsNoRefresh() {
		this.vault.keys = List.of(key("a"));
		start();
		int refreshes = this.applied.size();
		this.time.advance(MINUTE.multipliedBy(10));
		assertThat(this.applied).hasSize(refreshes);
		assertThat(this.vault.asked).isGreaterThanOrEqualTo(10);
	}

	@Test
	void aSourceThatFailsForAnHourIsSaidOnceAndOnceWhenItIsBack(CapturedOutput output) {
		this.vault.keys = List.of(key("a"));
		start();
		int refreshes = this.applied.size();
		this.vault.failure = new IllegalStateException("canary");
		this.time.advance(Duration.ofHours(1));
		assertThat(this.applied).hasSize(refreshes);
		assertThat(this.polled.troubles("demo")).singleElement().asString().contains("vault fails since");
		assertThat(this.polled.troubles("other")).isEmpty();
		this.vault.failure = null;
		this.time.advance(MINUTE);
		assertThat(this.polled.troubles("demo")).isEmpty();
		assertThat(output).containsOnlyOnce("could not be fetched from vault")
			.containsOnlyOnce("come from vault again")
			.doesNotContain("canary");
	}

	@Test
	void afterAFailureItIsAskedSoonAndEachTimeLater() {
		this.vault.failure = new IllegalStateException();
		start();
		assertThat(this.vault.asked).isEqualTo(1);
		this.time.advance(Duration.ofSeconds(1));
		assertThat(this.vault.asked).isEqualTo(2);
		this.time.advance(Duration.ofSeconds(10));
		assertThat(this.vault.asked).isBetween(4, 6);
		this.time.advance(Duration.ofMinutes(10));
		assertThat(this.vault.asked).isBetween(14, 30);
	}

	@Test
	void anAnswerThatTakesTooLongIsAFailureAndIsCancelled() {
		this.vault.answer = new CompletableFuture<>();
		start();
		this.time.advance(this.configured.waiting().callTimeout());
		assertThat(this.vault.answer).isCancelled();
		assertThat(this.polled.troubles("demo")).hasSize(1);
		this.vault.answer = null;
		this.vault.keys = List.of(key("late"));
		this.time.advance(MINUTE);
		assertThat(ids()).containsExactly("late");
	}

	@Test
	void noKeyLeftIsRefusedUnlessThePoolMayBeEmpty(CapturedOutput output) {
		this.vault.keys = List.of(key("a"));
		start();
		this.vault.keys = List.of();
		this.time.advance(MINUTE.multipliedBy(3));
		assertThat(ids()).containsExactly("a");
		allowEmpty();
		this.time.advance(MINUTE);
		assertThat(ids()).isEmpty();
		assertThat(output).containsOnlyOnce("has no key left");
	}

	@Test
	void anAnswerThatIsRefusedKeepsNothingElseFromChanging(CapturedOutput output) {
		this.vault.keys = List.of(key("a"));
		start();
		this.vault.keys = List.of(KeyDefinition.of("a", "{cipher}canary"));
		this.time.advance(MINUTE);
		this.configured = this.configured.withKeys(List.of(key("b")));
		assertThat(this.polled.apply(Definitions.of(this.configured)).pools().get("demo").keys())
			.containsExactly(key("b"), key("a"));
		assertThat(output).contains("could not be decrypted").doesNotContain("canary");
	}

	@Test
	void severalSourcesUniteByTheIdOfTheKeyAndTheFirstWins(CapturedOutput output) {
		this.configured = this.configured.withKeys(List.of(key("a")));
		Source table = source("table");
		this.vault.keys = List.of(KeyDefinition.of("a", "canary-other"), key("b").withTier(1));
		table.keys = List.of(key("b"), key("c"), KeyDefinition.of("canary-a"), KeyDefinition.of("canary-d"));
		start();
		assertThat(ids()).hasSize(4).startsWith("a", "b", "c");
		assertThat(ids().get(3)).startsWith("demo-");
		assertThat(output)
			.contains("the key 'a' is defined differently by the configuration, which is kept, and by vault")
			.contains("the key 'b' is defined differently by vault, which is kept, and by table")
			.doesNotContain("canary");
	}

	@Test
	void theSameSecretUnderAnotherIdIsKeptOnce(CapturedOutput output) {
		this.configured = this.configured.withKeys(List.of(key("a")));
		this.vault.keys = List.of(KeyDefinition.of("z", "canary-a"));
		start();
		assertThat(ids()).containsExactly("a");
		assertThat(output).contains("the secret of 'z' from vault is already there as 'a' from the configuration");
	}

	@Test
	void aKeyOfASourceThatChangesItsSecretChangesIt() {
		this.vault.keys = List.of(key("a"));
		start();
		this.vault.keys = List.of(KeyDefinition.of("a", "canary-new"));
		this.time.advance(MINUTE);
		assertThat(this.applied.get(this.applied.size() - 1).pools().get("demo").keys())
			.containsExactly(KeyDefinition.of("a", "canary-new"));
	}

	@Test
	void whatIsClosedAsksNoMore() {
		this.vault.keys = List.of(key("a"));
		start();
		this.polled.close();
		assertThat(this.time.pendingTimers()).isZero();
		this.time.advance(Duration.ofHours(1));
		assertThat(this.vault.asked).isEqualTo(1);
	}

	@Test
	void aBlockingSourceIsASource() {
		PolledDefinitionSource source = PolledDefinitionSource.of("demo", () -> List.of(key("a")));
		assertThat(source.pool()).isEqualTo("demo");
		assertThat(source.fetch().toCompletableFuture()).isCompletedWithValue(List.of(key("a")));
		assertThat(PolledDefinitionSource.of("demo", () -> {
			throw new IllegalStateException();
		}).fetch().toCompletableFuture()).isCompletedExceptionally();
		assertThat(Set.of(source)).hasSize(1);
	}

	private static final class Source implements PolledDefinitionSource {

		private List<KeyDefinition> keys = List.of();

		private RuntimeException failure;

		private CompletableFuture<List<KeyDefinition>> answer;

		private int asked;

		@Override
		public String pool() {
			return "demo";
		}

		@Override
		public CompletionStage<List<KeyDefinition>> fetch() {
			this.asked++;
			if (this.failure != null) {
				throw this.failure;
			}
			return (this.answer != null) ? this.answer : CompletableFuture.completedFuture(this.keys);
		}

	}

}
