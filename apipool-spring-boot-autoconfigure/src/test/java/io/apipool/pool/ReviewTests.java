package io.apipool.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.NeedExceedsLimitException;
import io.apipool.PoolExhaustedException;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitsDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Calls that wait for keys which then become of no use to them.
 */
@Timeout(60)
class ReviewTests {

	private static final Duration LONG = Duration.ofMinutes(10);

	private static final CallRequest REQUEST = PoolFixture.REQUEST;

	private static PoolFixture waiting(int keys, String... limits) {
		return PoolFixture.of(PoolFixture.waiting(PoolFixture.keys(keys, limits), LONG));
	}

	private static void assertRefused(CompletableFuture<KeyLease> future) {
		assertThat(future).isDone();
		assertThatExceptionOfType(PoolExhaustedException.class).isThrownBy(() -> Unwrapped.get(future));
	}

	@ParameterizedTest
	@EnumSource
	void whoWaitsInVainIsRefusedAtOnce(Loss loss) {
		PoolFixture fixture = waiting(1, "1 concurrent");
		KeyLease held = fixture.lease();
		List<CompletableFuture<KeyLease>> waiting = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			waiting.add(fixture.pool().acquireAsync(REQUEST));
		}
		loss.cause.accept(fixture, held);
		assertThat(waiting).allSatisfy(ReviewTests::assertRefused);
		assertThat(fixture.pool().snapshot().waiting()).isZero();
	}

	@Test
	void whoIsHeldIsJudgedByItsOwnDeadline() {
		PoolFixture fixture = waiting(1, "1 concurrent");
		KeyLease held = fixture.lease();
		CompletableFuture<KeyLease> first = fixture.pool().acquireAsync(REQUEST);
		CompletableFuture<KeyLease> brief = fixture.pool().acquireAsync(REQUEST.maxWait(Duration.ofSeconds(30)));
		held.ended(new CallOutcome.Throttled(fixture.in(Duration.ofMinutes(1)), true));
		assertThat(first).isNotDone();
		assertRefused(brief);
		fixture.pass(Duration.ofMinutes(1));
		assertThat(first).isCompleted();
	}

	@Test
	void aKeyThatIsBackInTimeIsWaitedFor() {
		PoolFixture fixture = waiting(1, "1 concurrent");
		KeyLease held = fixture.lease();
		CompletableFuture<KeyLease> waits = fixture.pool().acquireAsync(REQUEST);
		fixture.pool().disable("a", Duration.ofMinutes(5));
		held.close();
		assertThat(waits).isNotDone();
		fixture.pass(Duration.ofMinutes(5));
		assertThat(waits).isCompleted();
	}

	@Test
	void anotherKeyIsWaitedForThoughOneIsLost() {
		PoolFixture fixture = waiting(2, "1 concurrent");
		KeyLease lost = fixture.lease();
		KeyLease other = fixture.lease();
		CompletableFuture<KeyLease> first = fixture.pool().acquireAsync(REQUEST);
		CompletableFuture<KeyLease> second = fixture.pool().acquireAsync(REQUEST);
		lost.ended(new CallOutcome.KeyRejected(null));
		fixture.pool().remove("a");
		assertThat(first).isNotDone();
		assertThat(second).isNotDone();
		other.close();
		first.join().close();
		assertThat(second.join().key().id()).isEqualTo("b");
	}

	@Test
	void aNeedThatOnlyTheLostKeyCouldMeetIsRefused() {
		Map<String, List<LimitDefinition>> large = Map.of("a",
				List.of(LimitDefinition.parse("1000 tokens/m"), LimitDefinition.parse("1 concurrent")));
		PoolFixture fixture = PoolFixture.of(PoolFixture.waiting(PoolFixture.keys(2), LONG)
			.withLimits(new LimitsDefinition(List.of(LimitDefinition.parse("100 tokens/m")), List.of(), large,
					List.of(), 1)));
		KeyLease held = fixture.lease(REQUEST.tokens(500));
		List<CompletableFuture<KeyLease>> waiting = List.of(fixture.pool().acquireAsync(REQUEST.tokens(400)),
				fixture.pool().acquireAsync(REQUEST.tokens(300)));
		assertThat(waiting).noneMatch(CompletableFuture::isDone);
		fixture.pool().remove("a");
		assertThat(waiting).allSatisfy((future) -> {
			assertThat(future).isDone();
			assertThatExceptionOfType(NeedExceedsLimitException.class).isThrownBy(() -> Unwrapped.get(future));
		});
		held.close();
	}

	@Test
	void aKeyThatIsAddedLaterServesWhoArrivesThen() {
		PoolFixture fixture = waiting(1, "1 concurrent");
		fixture.lease();
		CompletableFuture<KeyLease> waits = fixture.pool().acquireAsync(REQUEST);
		fixture.pool().remove("a");
		assertRefused(waits);
		fixture.pool().add(KeyDefinition.of("b", "another"));
		assertThat(fixture.pool().acquireAsync(REQUEST)).isCompleted();
	}

	/**
	 * How a key is lost while calls wait for it and one holds it.
	 */
	enum Loss {

		DISABLED((fixture, held) -> fixture.pool().disable("a", null)),

		DISABLED_TOO_LONG((fixture, held) -> fixture.pool().disable("a", Duration.ofHours(1))),

		DRAINED((fixture, held) -> fixture.pool().drain("a")),

		REMOVED((fixture, held) -> fixture.pool().remove("a")),

		REJECTED((fixture, held) -> held.ended(new CallOutcome.KeyRejected(null))),

		OUT_OF_CREDIT((fixture, held) -> held.ended(new CallOutcome.OutOfCredit(null))),

		THROTTLED_TOO_LONG(
				(fixture, held) -> held.ended(new CallOutcome.Throttled(fixture.in(Duration.ofHours(1)), true))),

		OVERLOADED_TOO_LONG((fixture, held) -> held.ended(new CallOutcome.Overloaded(fixture.in(Duration.ofHours(1)))));

		private final BiConsumer<PoolFixture, KeyLease> cause;

		Loss(BiConsumer<PoolFixture, KeyLease> cause) {
			this.cause = cause;
		}

	}

}
