package io.apipool.pool;

import java.time.Duration;
import java.util.List;

import io.apipool.KeyLease;
import io.apipool.PoolExhaustedException;
import io.apipool.RateLimitExceededException;
import io.apipool.definition.LimitDefinition;
import io.apipool.limit.NamedLimit;
import io.apipool.limit.Need;
import io.apipool.limit.PermitScope;
import io.apipool.limit.ScopeDefinition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Limits that are taken in one step with a key.
 */
@Timeout(60)
class NamedLimitTests {

	private final PoolFixture fixture = PoolFixture
		.of(PoolFixture.waiting(PoolFixture.keys(1, "5/m", "2 concurrent"), Duration.ofMinutes(5)));

	private NamedLimit limit(String limit, @Nullable Duration maxWait) {
		PermitScope scope = this.fixture.store.open(new ScopeDefinition("writes", List.of(LimitDefinition.parse(limit)),
				List.of(), new ScopeDefinition.Terms(1, Duration.ofSeconds(1), false)));
		return new NamedLimit("writes", scope, Need.REQUEST, maxWait);
	}

	private String call(NamedLimit limit) throws Throwable {
		CallPlan plan = this.fixture.pool().plan(PoolFixture.REQUEST, List.of(limit));
		return this.fixture.pool().<String, String>call(plan, (lease, context) -> lease.key().id(), "");
	}

	private double used(NamedLimit limit) {
		return limit.scope().snapshot(PermitScope.NO_MODEL, this.fixture.time.nanoTime()).get(0).used();
	}

	@Test
	void bothAreTakenOrNeither() throws Throwable {
		NamedLimit limit = limit("3/m", Duration.ZERO);
		assertThat(call(limit)).isEqualTo("a");
		assertThat(used(limit)).isEqualTo(1);
		this.fixture.pool().disable("a", null);
		assertThatExceptionOfType(PoolExhaustedException.class).isThrownBy(() -> call(limit));
		assertThat(used(limit)).isEqualTo(1);
		this.fixture.pool().enable("a");
		call(limit);
		call(limit);
		catchThrowableOfType(RateLimitExceededException.class, () -> call(limit));
		assertThat(this.fixture.used("a", "5/m")).isEqualTo(3);
	}

	@Test
	void whoIsRefusedByTheNamedLimitAloneIsToldSo() throws Throwable {
		NamedLimit limit = limit("1/m", Duration.ZERO);
		call(limit);
		RateLimitExceededException refused = catchThrowableOfType(RateLimitExceededException.class, () -> call(limit));
		assertThat(refused.limit()).isEqualTo("writes");
		assertThat(refused.retryAfter().orElseThrow()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(61));
		assertThat(this.fixture.events.take("waited")).containsExactly("waited 0ms REFUSED");
	}

	@Test
	void itHoldsACallBackOnlyAsLongAsItsOwnWaitSays() throws Throwable {
		NamedLimit limit = limit("1 concurrent", Duration.ofSeconds(3));
		CallPlan plan = this.fixture.pool().plan(PoolFixture.REQUEST, List.of(limit));
		KeyLease held = this.fixture.pool().session(plan).nextLease().get();
		var waiting = this.fixture.pool().session(plan).nextLease();
		this.fixture.pass(Duration.ofMillis(2999));
		assertThat(waiting).isNotDone();
		this.fixture.pass(Duration.ofMillis(1));
		assertThatExceptionOfType(RateLimitExceededException.class).isThrownBy(() -> Unwrapped.get(waiting));
		held.close();
		assertThat(call(limit)).isEqualTo("a");
	}

	@Test
	void whoWaitsForAKeyMayWaitLongerThanTheNamedLimitAllows() throws Throwable {
		NamedLimit limit = limit("10/m", Duration.ZERO);
		KeyLease one = this.fixture.lease();
		KeyLease two = this.fixture.lease();
		CallPlan plan = this.fixture.pool().plan(PoolFixture.REQUEST, List.of(limit));
		var waiting = this.fixture.pool().session(plan).nextLease();
		this.fixture.pass(Duration.ofSeconds(20));
		assertThat(waiting).isNotDone();
		one.close();
		assertThat(waiting).isCompleted();
		two.close();
	}

	@Test
	void withoutAWaitOfItsOwnItWaitsAsThePoolDoes() throws Throwable {
		NamedLimit limit = limit("1/m", null);
		call(limit);
		CallPlan plan = this.fixture.pool().plan(PoolFixture.REQUEST, List.of(limit));
		var waiting = this.fixture.pool().session(plan).nextLease();
		this.fixture.pass(Duration.ofSeconds(61));
		assertThat(waiting).isCompleted();
	}

}
