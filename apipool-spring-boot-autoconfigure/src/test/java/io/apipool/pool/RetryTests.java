package io.apipool.pool;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.apipool.CallRequest;
import io.apipool.KeyState;
import io.apipool.PoolExhaustedException;
import io.apipool.PooledKeys;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoolDefinition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A call over its attempts.
 */
class RetryTests {

	private final List<String> tried = new ArrayList<>();

	private final List<Exception> answers = new ArrayList<>();

	private String call(PoolFixture fixture) throws Exception {
		return call(fixture, PoolFixture.REQUEST);
	}

	private String call(PoolFixture fixture, CallRequest request) throws Exception {
		return fixture.pool().call(request, (key) -> {
			this.tried.add(key.id());
			fixture.pass(Duration.ofNanos(1));
			if (!this.answers.isEmpty()) {
				throw this.answers.remove(0);
			}
			return "done by " + key.id();
		});
	}

	private static PoolDefinition onFailure(int keys, int attempts) {
		return PoolFixture.attempts(PoolFixture.keys(keys), attempts, true);
	}

	@Test
	void aThrottledOrRejectedKeyIsFollowedByAnother() throws Exception {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(3));
		this.answers.addAll(List.of(new StatusException(429), new StatusException(401)));
		assertThat(call(fixture)).isEqualTo("done by c");
		assertThat(this.tried).containsExactly("a", "b", "c");
		assertThat(fixture.state("a")).isEqualTo(KeyState.COOLING);
		assertThat(fixture.state("b")).isEqualTo(KeyState.INVALID);
		assertThat(fixture.inFlight()).isZero();
	}

	@Test
	void theCallerSeesTheLastExceptionUnchangedWithTheEarlierOnesInIt() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(3));
		List<Exception> thrown = List.of(new StatusException(429), new StatusException(429), new StatusException(401));
		this.answers.addAll(thrown);
		assertThat(catchThrowable(() -> call(fixture))).isSameAs(thrown.get(2))
			.hasSuppressedException(thrown.get(0))
			.hasSuppressedException(thrown.get(1));
		assertThat(fixture.events.take("refused")).isEmpty();
	}

	@Test
	void theSameExceptionThrownTwiceIsNotSuppressedInItself() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(3));
		Exception same = new StatusException(429);
		this.answers.addAll(List.of(same, same, same));
		assertThat(catchThrowable(() -> call(fixture))).isSameAs(same);
		assertThat(same.getSuppressed()).isEmpty();
	}

	@Test
	void noMoreAttemptsAreMadeThanAllowed() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.attempts(PoolFixture.keys(9), 4, false));
		for (int i = 0; i < 9; i++) {
			this.answers.add(new StatusException(429));
		}
		assertThat(catchThrowable(() -> call(fixture))).isInstanceOf(StatusException.class);
		assertThat(this.tried).hasSize(4);
		assertThat(catchThrowable(() -> call(fixture, PoolFixture.REQUEST.maxAttempts(1))))
			.isInstanceOf(StatusException.class);
		assertThat(this.tried).hasSize(5);
	}

	@Test
	void aRequestErrorIsFinal() {
		PoolFixture fixture = PoolFixture.of(onFailure(3, 3));
		this.answers.add(new StatusException(400));
		assertThat(catchThrowable(() -> call(fixture))).isInstanceOf(StatusException.class);
		assertThat(this.tried).hasSize(1);
	}

	@Test
	void aFailureIsTriedAgainOnlyWhereThatIsAskedFor() throws Exception {
		PoolFixture careful = PoolFixture.of(PoolFixture.keys(3));
		this.answers.add(new IOException("broken"));
		assertThat(catchThrowable(() -> call(careful))).isInstanceOf(IOException.class);
		this.answers.add(new IOException("broken"));
		assertThat(call(PoolFixture.of(onFailure(3, 3)))).isEqualTo("done by b");
	}

	@Test
	void aKeyThatFailedIsLeftOutForTheRestOfTheCall() throws Exception {
		PoolFixture fixture = PoolFixture.of(onFailure(2, 3).withStrategy("tiered")
			.withKeys(List.of(KeyDefinition.of("a", "1"), KeyDefinition.of("b", "2").withTier(1))));
		this.answers.add(new IOException("broken"));
		assertThat(call(fixture)).isEqualTo("done by b");
		assertThat(call(fixture)).isEqualTo("done by a");
	}

	@Test
	void theOnlyKeyIsTriedAgainAfterAFailure() throws Exception {
		this.answers.add(new IOException("broken"));
		assertThat(call(PoolFixture.of(onFailure(1, 3)))).isEqualTo("done by a");
		PoolFixture two = PoolFixture.of(onFailure(2, 3));
		two.pool().disable("b", null);
		this.answers.add(new IOException("broken"));
		assertThat(call(two)).isEqualTo("done by a");
	}

	@Test
	void aGroupThatWasThrottledIsSkippedWhole() throws Exception {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(3)
			.withKeys(List.of(KeyDefinition.of("a", "1").withQuotaGroup("g"),
					KeyDefinition.of("b", "2").withQuotaGroup("g"), KeyDefinition.of("c", "3"))));
		this.answers.add(new StatusException(429));
		assertThat(call(fixture)).isEqualTo("done by c");
		assertThat(this.tried).containsExactly("a", "c");
	}

	@Test
	void withNothingLeftTheCallerGetsTheProvidersException() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(1));
		this.answers.add(new StatusException(429));
		assertThat(catchThrowable(() -> call(fixture))).isInstanceOf(StatusException.class);
		assertThatExceptionOfType(PoolExhaustedException.class).isThrownBy(() -> call(fixture));
	}

	@Test
	void retriesStopWhereTheBudgetIsSpent() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.attempts(PoolFixture.keys(100), 50, false));
		for (int i = 0; i < 60; i++) {
			this.answers.add(new StatusException(429));
		}
		assertThat(catchThrowable(() -> call(fixture))).isInstanceOf(StatusException.class);
		assertThat(this.tried).hasSize(11);
	}

	@Test
	void anOutcomeThatTheCallItselfReportedDecides() throws Exception {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(2));
		String key = fixture.pool().call(PoolFixture.REQUEST, (given) -> {
			if (given.id().equals("a")) {
				PooledKeys.current().failed(new StatusException(429));
				throw new IllegalStateException("my own");
			}
			return given.id();
		});
		assertThat(key).isEqualTo("b");
		assertThat(fixture.state("a")).isEqualTo(KeyState.COOLING);
	}

}
