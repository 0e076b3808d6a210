package io.apipool.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.apipool.definition.LimitDefinition;
import io.apipool.test.ManualTimekeeper;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TokenBucketWindowTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final ManualTimekeeper time = new ManualTimekeeper(Instant.EPOCH);

	private final LocalPermitStore store = new LocalPermitStore(this.time);

	@Test
	void letsTheBurstThroughAndThenOneAnInterval() {
		PermitScope scope = open(TestLimits.bucket(60, "requests", Duration.ofMinutes(1), 5), Duration.ZERO);
		assertThat(grantable(scope)).isEqualTo(5);
		this.time.advance(SECOND.minusNanos(1));
		assertThat(grantable(scope)).isZero();
		this.time.advance(Duration.ofNanos(1));
		assertThat(grantable(scope)).isEqualTo(1);
		this.time.advance(Duration.ofMinutes(2));
		assertThat(grantable(scope)).isEqualTo(5);
	}

	@Test
	void holdsOneBackWhereTheMarginEatsIntoTheBurst() {
		PermitScope scope = open(TestLimits.bucket(60, "requests", Duration.ofMinutes(1), 5), Duration.ofMillis(100));
		assertThat(grantable(scope)).isEqualTo(4);
		this.time.advance(Duration.ofMillis(100));
		assertThat(grantable(scope)).isEqualTo(1);
	}

	@Test
	void keepsIntervalAndMarginWhereThereIsNoBurst() {
		PermitScope scope = open(TestLimits.bucket(60, "requests", Duration.ofMinutes(1), 1), Duration.ofMillis(100));
		assertThat(grantable(scope)).isEqualTo(1);
		this.time.advance(Duration.ofMillis(1099));
		assertThat(grantable(scope)).isZero();
		this.time.advance(Duration.ofMillis(1));
		assertThat(grantable(scope)).isEqualTo(1);
	}

	@Test
	void servesARateBelowOneASecond() {
		PermitScope scope = open(TestLimits.bucket(1, "requests", Duration.ofHours(1), 1), Duration.ZERO);
		assertThat(grantable(scope)).isEqualTo(1);
		this.time.advance(Duration.ofHours(1));
		assertThat(grantable(scope)).isEqualTo(1);
	}

	@Test
	void refusesOneBigNeedWithoutStarvingSmallOnes() {
		PermitScope scope = open(TestLimits.bucket(10, "tokens", SECOND, 10), Duration.ZERO);
		assertThat(admit(scope, 8)).isNotNull();
		assertThat(admit(scope, 9)).isNull();
		assertThat(admit(scope, 2)).isNotNull();
		assertThat(scope.tooSmallFor(TestLimits.only("tokens", 10.5), -1)).isNotNull();
	}

	@Test
	void givesBackWhatCannotHaveBeenRefilledAndBooksWhatWasUsedBeyond() {
		PermitScope scope = open(TestLimits.bucket(10, "tokens", SECOND, 10), Duration.ZERO);
		TestClaim claim = admit(scope, 10);
		this.time.advance(Duration.ofMillis(500));
		settle(claim, 2);
		assertThat(scope.snapshot(-1, now()).get(0).left()).isEqualTo(10);
		TestClaim under = admit(scope, 1);
		settle(under, 31);
		assertThat(scope.snapshot(-1, now()).get(0).left()).isEqualTo(-21);
		this.time.advance(SECOND);
		assertThat(scope.snapshot(-1, now()).get(0).left()).isEqualTo(-11);
	}

	@Test
	void doesNotGiveBackWhatWasRefilledAndTakenByAnother() {
		PermitScope scope = open(TestLimits.bucket(10, "tokens", SECOND, 10), Duration.ZERO);
		TestClaim slow = admit(scope, 5);
		this.time.advance(SECOND);
		assertThat(admit(scope, 10)).isNotNull();
		settle(slow, 0);
		assertThat(admit(scope, 1)).isNull();
	}

	@Test
	void aRequestThatIsWrittenLateCountsFromThen() {
		PermitScope scope = open(TestLimits.bucket(60, "requests", Duration.ofMinutes(1), 1), Duration.ZERO);
		TestClaim claim = TestClaim.of(Need.REQUEST, scope);
		this.store.admit(claim, now());
		this.time.advance(Duration.ofMillis(900));
		this.store.sent(claim, now());
		this.time.advance(Duration.ofMillis(999));
		assertThat(grantable(scope)).isZero();
		this.time.advance(Duration.ofMillis(2));
		assertThat(grantable(scope)).isEqualTo(1);
	}

	@Test
	void restoresWhatHasNotRefilledYet() {
		PermitScope scope = open(TestLimits.bucket(60, "requests", Duration.ofMinutes(1), 5), Duration.ZERO);
		this.store.spend(scope, -1, Need.REQUEST, now() - Duration.ofSeconds(1).toNanos());
		assertThat(scope.snapshot(-1, now()).get(0).used()).isZero();
		this.store.spend(scope, -1, Need.REQUEST, now() - 1);
		assertThat(grantable(scope)).isEqualTo(4);
	}

	/**
	 * A provider's bucket of capacity b is never overdrawn exactly if no span of length L
	 * sees more than b + L / T units; arrivals lie anywhere within the margin.
	 */
	@Property(tries = 300)
	void noSpanSeesMoreThanBurstAndRefillWhereverWithinTheMarginCallsArrive(
			@ForAll @Size(min = 1, max = 80) List<@LongRange(max = 3_000_000) Long> pauses,
			@ForAll @IntRange(min = 1, max = 12) int burst, @ForAll @IntRange(max = 4_000_000) int margin,
			@ForAll @IntRange(min = 1, max = 100) int salt) {
		Duration interval = Duration.ofMillis(1);
		PermitScope scope = open(TestLimits.bucket(1, "tokens", interval, burst), Duration.ofNanos(margin));
		List<long[]> grants = new ArrayList<>();
		for (int i = 0; i < pauses.size(); i++) {
			this.time.advance(Duration.ofNanos(pauses.get(i)));
			int units = 1 + (i * salt) % burst;
			long earliest = scope.earliest(TestLimits.only("tokens", units), -1, now());
			TestClaim claim = admit(scope, units);
			assertThat(claim != null).isEqualTo(earliest == now());
			if (claim != null) {
				int used = ((i + salt) % 3 == 0) ? units - 1 : units;
				grants.add(new long[] { now(), used });
				this.time.advance(Duration.ofNanos(pauses.get(i) / 10));
				settle(claim, used);
			}
		}
		assertThat(worst(grants, interval.toNanos(), margin)).isLessThanOrEqualTo(burst);
	}

	/** The most that spans hold beyond their refill. */
	private static double worst(List<long[]> grants, double interval, long margin) {
		double worst = 0;
		for (int first = 0; first < grants.size(); first++) {
			double units = 0;
			for (int last = first; last < grants.size(); last++) {
				units += grants.get(last)[1];
				long span = Math.max(0, grants.get(last)[0] - grants.get(first)[0] - margin);
				worst = Math.max(worst, units - span / interval);
			}
		}
		return worst;
	}

	private PermitScope open(LimitDefinition limit, Duration margin) {
		return this.store.open(TestLimits.scope("scope" + System.nanoTime(), TestLimits.withMargin(limit, margin)));
	}

	private int grantable(PermitScope scope) {
		int granted = 0;
		while (this.store.admit(TestClaim.of(Need.REQUEST, scope), now())) {
			granted++;
		}
		return granted;
	}

	private TestClaim admit(PermitScope scope, double tokens) {
		TestClaim claim = TestClaim.of(TestLimits.only("tokens", tokens), scope);
		return this.store.admit(claim, now()) ? claim : null;
	}

	private void settle(TestClaim claim, double tokens) {
		this.store.settle(claim, TestLimits.only("tokens", tokens), now());
	}

	private long now() {
		return this.time.nanoTime();
	}

}
