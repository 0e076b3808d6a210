package io.apipool.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

import io.apipool.KeyLease;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fewest in flight.
 */
class LeastBusyTests extends StrategyContract {

	LeastBusyTests() {
		super("least-busy");
	}

	@Test
	void fillsTheGaps() {
		PoolFixture fixture = open(PoolFixture.keys(3));
		List<KeyLease> held = new ArrayList<>(IntStream.range(0, 9).mapToObj((i) -> fixture.lease()).toList());
		assertThat(held).extracting((lease) -> lease.key().id())
			.containsExactly("a", "b", "c", "a", "b", "c", "a", "b", "c");
		held.get(1).close();
		held.get(4).close();
		held.get(5).close();
		assertThat(fixture.lease().key().id()).isEqualTo("b");
		assertThat(List.of(fixture.lease().key().id(), fixture.lease().key().id())).containsExactlyInAnyOrder("b", "c");
	}

	@Test
	void keysThatAreEqualTakeTurns() {
		PoolFixture fixture = open(PoolFixture.keys(3));
		assertThat(IntStream.range(0, 6).mapToObj((i) -> fixture.attempt(SUCCEEDED))).containsExactly("a", "b", "c",
				"a", "b", "c");
	}

	@Test
	void fillsTheGapsOnEightThreads() throws InterruptedException {
		PoolFixture fixture = open(PoolFixture.keys(10));
		Queue<KeyLease> held = new ConcurrentLinkedQueue<>();
		onThreads(5000, (i) -> held.add(fixture.lease()));
		assertThat(spread(inFlight(fixture))).isLessThanOrEqualTo(8);
		held.removeIf((lease) -> {
			boolean gap = lease.key().id().compareTo("d") < 0;
			if (gap) {
				lease.close();
			}
			return gap;
		});
		onThreads(5000, (i) -> held.add(fixture.lease()));
		assertThat(spread(inFlight(fixture))).isLessThanOrEqualTo(8);
		held.forEach(KeyLease::close);
		assertThat(inFlight(fixture)).containsOnly(0L);
	}

	private static List<Long> inFlight(PoolFixture fixture) {
		return fixture.pool().keys().stream().map((key) -> (long) key.inFlight()).toList();
	}

	@Test
	void aThousandKeysAreNearlyEvenlyBusy() throws InterruptedException {
		PoolFixture fixture = open(PoolFixture.keys(1000));
		onThreads(3000, (i) -> fixture.pool().tryAcquire(PoolFixture.REQUEST).orElseThrow());
		assertThat(fixture.pool().keys()).allMatch((key) -> key.inFlight() <= 9);
		assertThat(fixture.inFlight()).isEqualTo(3000);
	}

}
