package io.apipool.benchmarks.batch;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import io.apipool.CallOutcome;
import io.apipool.OutcomeClassifier;
import io.apipool.Timekeeper;
import io.apipool.batch.BatchCall;
import io.apipool.definition.Definitions;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.limit.LocalPermitStore;
import io.apipool.pool.DefaultApiKeyPools;
import io.apipool.pool.FewThreads;
import io.apipool.pool.Surroundings;

/**
 * A pool without anything of Spring, whose calls run on virtual threads where there are
 * any.
 */
final class BenchmarkPool implements AutoCloseable {

	private final ExecutorService threads = virtualOrFew();

	private final DefaultApiKeyPools pools;

	private BenchmarkPool(PoolDefinition definition) {
		Timekeeper time = Timekeeper.system();
		FewThreads few = this.threads::execute;
		Executor executor = threads().startsWith("virtual") ? this.threads : few;
		OutcomeClassifier dead = (thrown) -> (thrown instanceof DeadKeyException ex) ? ex.outcome() : null;
		this.pools = new DefaultApiKeyPools(Definitions.of(definition),
				new Surroundings(time, new LocalPermitStore(time), executor, List.of(),
						new Surroundings.Classifiers(List.of(dead), List.of()), Map.of()));
		this.pools.resume();
	}

	static BenchmarkPool of(int keys, String... limits) {
		return new BenchmarkPool(PoolDefinition.of("benchmark")
			.withLimits(limits)
			.withKeys(IntStream.range(0, keys).mapToObj((i) -> KeyDefinition.of("key-" + i, "secret-" + i)).toList()));
	}

	BatchCall batch(int concurrency) {
		return BatchCall.on(this.pools.get("benchmark"), "items").concurrency(concurrency).retries(3);
	}

	static String threads() {
		return (Runtime.version().feature() >= 21) ? "virtual threads" : "threads of the batch";
	}

	private static ExecutorService virtualOrFew() {
		try {
			return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
		}
		catch (ReflectiveOperationException ex) {
			return Executors.newFixedThreadPool(4);
		}
	}

	@Override
	public void close() {
		this.pools.close();
		this.threads.shutdownNow();
	}

	/**
	 * What a dead key answers.
	 */
	@SuppressWarnings("serial")
	static final class DeadKeyException extends Exception {

		DeadKeyException(String death) {
			super(death);
		}

		CallOutcome outcome() {
			return "rejected".equals(getMessage()) ? new CallOutcome.KeyRejected("401") : new CallOutcome.Failed(this);
		}

	}

}
