package io.apipool.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.definition.LimitDefinition;
import io.apipool.limit.PermitScope;
import io.apipool.limit.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who waits is woken by what becomes free while others search.
 */
@Timeout(60)
class WakeTests {

	@Test
	void aProbeOfAnOverloadThatIsGivenUpIsLeftToWhoWaits() {
		PoolFixture fixture = new PoolFixture();
		List<CompletableFuture<KeyLease>> small = new ArrayList<>();
		boolean[] meanwhile = new boolean[1];
		fixture.selectors = Map.of("own", (candidates, request) -> {
			if (meanwhile[0]) {
				meanwhile[0] = false;
				small.add(fixture.pool().acquireAsync(CallRequest.of("small").tokens(1)));
			}
			return (candidates.size() > 0) ? candidates.get(0) : null;
		});
		fixture
			.open(PoolFixture.waiting(PoolFixture.keys(1, "1000 tokens/m").withStrategy("own"), Duration.ofMinutes(1)));
		fixture.lease(CallRequest.of("op").tokens(500)).succeeded(500);
		fixture.attempt(CallRequest.of("op").tokens(1), new CallOutcome.Overloaded(null));
		fixture.pass(Duration.ofSeconds(3));
		meanwhile[0] = true;
		assertThat(fixture.pool().tryAcquire(CallRequest.of("big").tokens(900))).isEmpty();
		assertThat(small.get(0)).isCompleted();
	}

	@Test
	void aKeyThatIsPutOutTooLateComesBackForWhoWaits() {
		int[] searches = new int[1];
		PoolFixture fixture = new PoolFixture();
		fixture.selectors = Map.of("own", (candidates, request) -> {
			searches[0]++;
			return (candidates.size() > 0) ? candidates.get(0) : null;
		});
		fixture
			.open(PoolFixture.waiting(PoolFixture.keys(1, "1 concurrent").withStrategy("own"), Duration.ofMinutes(1)));
		fixture.lease();
		assertThat(fixture.pool().acquireAsync(PoolFixture.REQUEST)).isNotDone();
		Seat seat = ((DefaultApiKeyPool) fixture.pool()).core().ring().seats().get(0);
		PermitScope scope = seat.group().scope();
		int before = searches[0];
		seat.out(new Refusal(scope, List.of(LimitDefinition.parse("1 concurrent")), PermitScope.NEVER,
				scope.version() - 1), PermitScope.NO_MODEL, fixture.time.nanoTime());
		assertThat(searches[0]).isGreaterThan(before);
	}

}
