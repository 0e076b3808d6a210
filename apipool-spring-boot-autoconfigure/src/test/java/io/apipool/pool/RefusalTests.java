package io.apipool.pool;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;

import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.NeedExceedsLimitException;
import io.apipool.PoolExhaustedException;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitsDefinition;
import io.apipool.definition.PoolDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What a caller is told who got no key.
 */
class RefusalTests {

	private final TimeZone before = TimeZone.getDefault();

	@BeforeEach
	void setZone() {
		TimeZone.setDefault(TimeZone.getTimeZone(ZoneId.of("UTC")));
	}

	@AfterEach
	void resetZone() {
		TimeZone.setDefault(this.before);
	}

	private static PoolExhaustedException refusal(PoolFixture fixture, CallRequest request) {
		return catchThrowableOfType(PoolExhaustedException.class, () -> fixture.pool().acquire(request));
	}

	private static PoolExhaustedException refusal(PoolFixture fixture) {
		return refusal(fixture, PoolFixture.REQUEST);
	}

	@Test
	void theReasonsAreTalliedWithTheTimeOfTheFirst() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(6, "1/d"));
		for (int i = 0; i < 3; i++) {
			fixture.attempt(new CallOutcome.Throttled(fixture.in(Duration.ofSeconds(31 + i)), true));
		}
		fixture.pool().disable(fixture.lease().key().id(), null);
		fixture.attempt(new CallOutcome.KeyRejected(null));
		fixture.lease();
		PoolExhaustedException refusal = refusal(fixture);
		assertThat(refusal).hasMessage(
				"demo: no key. 3 cooling until 12:00:31, 1 at 1/d until 2026-11-23 12:00:02, 1 disabled, 1 invalid");
		assertThat(refusal.tally()).isEqualTo(Map.of("cooling", 3, "1/d", 1, "invalid", 1, "disabled", 1));
		assertThat(refusal.retryAfter().orElseThrow()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
		assertThat(refusal.pool()).contains("demo");
		assertThat(fixture.events.take("refused")).hasSize(1);
	}

	@Test
	void aFullMinuteIsPrintedWithoutSeconds() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(1));
		fixture.attempt(new CallOutcome.Throttled(fixture.in(Duration.ofMinutes(5)), true));
		assertThat(refusal(fixture)).hasMessage("demo: no key. 1 cooling until 12:05");
	}

	@Test
	void whatNeedsHelpHasNoTimeToTryAgain() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(3));
		fixture.attempt(new CallOutcome.KeyRejected(null));
		fixture.attempt(new CallOutcome.OutOfCredit(null));
		fixture.pool().drain("c");
		PoolExhaustedException refusal = refusal(fixture);
		assertThat(refusal).hasMessage("demo: no key. 1 invalid, 1 out-of-credit, 1 draining");
		assertThat(refusal.retryAfter()).isEmpty();
	}

	@Test
	void aKeyThatIsBackByItselfIsNamedThoughAnotherNeedsHelp() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(2));
		fixture.attempt(new CallOutcome.KeyRejected(null));
		fixture.pool().disable("b", Duration.ofHours(1));
		assertThat(refusal(fixture).retryAfter()).contains(Duration.ofHours(1));
	}

	@Test
	void aBusyKeyMayBeFreeAtAnyTime() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(1, "1 concurrent"));
		fixture.lease();
		PoolExhaustedException refusal = refusal(fixture);
		assertThat(refusal).hasMessage("demo: no key. 1 busy");
		assertThat(refusal.retryAfter()).contains(Duration.ofMillis(1));
	}

	@Test
	void aNeedThatCanNeverBeMetIsRefusedAtOnce() {
		PoolDefinition pool = PoolFixture.waiting(PoolFixture.keys(2, "100 tokens/2s"), Duration.ofHours(1));
		PoolFixture fixture = PoolFixture.of(pool);
		fixture.lease(CallRequest.of("op").tokens(100));
		fixture.lease(CallRequest.of("op").tokens(100));
		PoolExhaustedException refusal = refusal(fixture, CallRequest.of("op").tokens(101));
		assertThat(refusal).isInstanceOf(NeedExceedsLimitException.class)
			.hasMessage("demo: 101 tokens wanted, 100 tokens/2s can never admit that");
		assertThat(refusal.retryAfter()).isEmpty();
	}

	@Test
	void theLimitOfThePoolIsNamed() {
		LimitDefinition limit = LimitDefinition.parse("1/m");
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(2)
			.withLimits(new LimitsDefinition(List.of(), List.of(limit), Map.of(), List.of(), 1)));
		fixture.lease();
		assertThat(refusal(fixture)).hasMessage("demo: no key. 2 at 1/m of the pool until 12:01:02");
	}

	@Test
	void aPoolWithoutKeysSaysSo() {
		assertThat(refusal(PoolFixture.of(PoolFixture.keys(0)))).hasMessage("demo: no key. The pool has no keys");
	}

	@Test
	void aProvidersOverloadIsTheReason() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(2));
		fixture.attempt(new CallOutcome.Overloaded(fixture.in(Duration.ofSeconds(10))));
		assertThat(refusal(fixture)).hasMessage("demo: no key. 2 provider overloaded until 12:00:10");
	}

}
