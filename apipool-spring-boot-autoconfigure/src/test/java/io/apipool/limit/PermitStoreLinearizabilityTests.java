package io.apipool.limit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever threads do at once, they see what they could have seen one after the other.
 */
@Tag("any-jdk")
class PermitStoreLinearizabilityTests {

	@Test
	void randomInterleavingsOfThreads() {
		new StressOptions().iterations(10)
			.invocationsPerIteration(1_000)
			.threads(3)
			.actorsPerThread(3)
			.check(TwoGroupsOfAPool.class);
	}

	@Test
	void chosenInterleavings() {
		new ModelCheckingOptions().iterations(6)
			.invocationsPerIteration(40)
			.threads(2)
			.actorsPerThread(3)
			.check(TwoGroupsOfAPool.class);
	}

	/**
	 * Two groups with three limits each, and a limit of the pool.
	 */
	@Param(name = "thread", gen = ThreadIdGen.class)
	@Param(name = "group", gen = IntGen.class, conf = "0:1")
	@Param(name = "tokens", gen = IntGen.class, conf = "1:6")
	public static class TwoGroupsOfAPool {

		private static final Duration HOUR = Duration.ofHours(1);

		private final LocalPermitStore store = new LocalPermitStore(new StillTime());

		private final long now = 1;

		private final PermitScope[] groups = { group("one"), group("two") };

		private final PermitPath path = new PermitPath(List
			.of(new PermitPath.Shared(this.store.open(TestLimits.scope("pool", TestLimits.tokens(14, HOUR))), null)),
				PermitScope.NO_MODEL);

		private final List<Deque<TestClaim>> granted = List.of(new ArrayDeque<>(), new ArrayDeque<>(),
				new ArrayDeque<>(), new ArrayDeque<>(), new ArrayDeque<>(), new ArrayDeque<>());

		private PermitScope group(String name) {
			return this.store.open(TestLimits.scope(name, TestLimits.requests(4, HOUR), TestLimits.tokens(10, HOUR),
					TestLimits.concurrent(2)));
		}

		@Operation(params = { "thread", "group", "tokens" })
		public boolean admit(int thread, int group, int tokens) {
			TestClaim claim = new TestClaim(this.path, TestLimits.tokens(tokens), List.of(this.groups[group]));
			boolean admitted = this.store.admit(claim, this.now);
			if (admitted) {
				this.granted.get(thread).push(claim);
			}
			return admitted;
		}

		@Operation(params = { "thread", "tokens" })
		public boolean settle(int thread, int tokens) {
			TestClaim claim = this.granted.get(thread).poll();
			if (claim == null) {
				return false;
			}
			this.store.settle(claim, TestLimits.tokens(tokens), this.now);
			return true;
		}

	}

}
