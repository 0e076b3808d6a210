package io.apipool.pool;

import java.time.Duration;

import io.apipool.CallOutcome;
import io.apipool.PoolSnapshot;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When a pool could serve a plain call.
 */
class ReadinessTests {

	private final PoolFixture fixture = new PoolFixture();

	private PoolSnapshot open(int keys, String... limits) {
		return this.fixture.open(PoolFixture.keys(keys, limits)).pool().snapshot();
	}

	private PoolSnapshot now() {
		return this.fixture.pool().snapshot();
	}

	@Test
	void nowWhereAKeyIsFree() {
		assertThat(open(1, "1/h").servesAt()).isEqualTo(this.fixture.time.instant());
	}

	@Test
	void nowWhereOnlyASlotIsMissing() {
		open(1, "1 concurrent");
		this.fixture.lease();
		assertThat(now().servesAt()).isEqualTo(this.fixture.time.instant());
	}

	@Test
	void whenTheFirstKeyIsBack() {
		open(3, "1/m");
		this.fixture.pool().disable("c", Duration.ofMinutes(9));
		this.fixture.attempt(new CallOutcome.Throttled(this.fixture.in(Duration.ofMinutes(5)), true));
		this.fixture.attempt(new CallOutcome.Throttled(this.fixture.in(Duration.ofMinutes(3)), true));
		assertThat(now().servesAt()).isEqualTo(now().keys().get(1).until());
	}

	@Test
	void whenAnUsedUpLimitIsReset() {
		open(1, "1/day@UTC");
		this.fixture.lease().succeeded();
		assertThat(now().servesAt()).isEqualTo("2026-11-23T00:00:01Z");
	}

	@Test
	void neverWhereNoTimeHelps() {
		assertThat(open(0).servesAt()).isNull();
		open(2);
		this.fixture.pool().disable("a", null);
		this.fixture.attempt(new CallOutcome.KeyRejected(null));
		assertThat(now().servesAt()).isNull();
		this.fixture.pass(Duration.ofMinutes(20));
		assertThat(now().servesAt()).isNull();
		this.fixture.lease().succeeded();
		assertThat(now().servesAt()).isEqualTo(this.fixture.time.instant());
	}

	@Test
	void whenThePoolHasRested() {
		assertThat(open(2).rest()).isNull();
		this.fixture.attempt(new CallOutcome.Overloaded(this.fixture.in(Duration.ofMinutes(2))));
		assertThat(now().rest()).isNotNull().satisfies((rest) -> {
			assertThat(rest.announced()).isTrue();
			assertThat(rest.reason()).isEqualTo("provider overloaded");
			assertThat(now().servesAt()).isEqualTo(rest.until());
		});
		this.fixture.pass(Duration.ofMinutes(2));
		this.fixture.lease().succeeded();
		assertThat(now().rest()).isNull();
	}

}
