package io.apipool.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import io.apipool.ApiKey;
import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.batch.BatchCall;
import io.apipool.batch.BatchRun;

/**
 * Callers of every kind, each with its next call as soon as the last one ended. What ends
 * a call is counted by name.
 */
final class Callers {

	private final List<Thread> threads = new ArrayList<>();

	private final ExecutorService victims = Executors.newCachedThreadPool();

	private final ApiKeyPools pools;

	private final ApiKeyPool pool;

	private final Sender sender;

	private final Tally tally;

	private final Queue<KeyLease> forgotten = new ConcurrentLinkedQueue<>();

	private volatile boolean over;

	Callers(ApiKeyPools pools, Sender sender, Tally tally) {
		this.pools = pools;
		this.pool = pools.get("demo");
		this.sender = sender;
		this.tally = tally;
	}

	void start(SoakService service, HttpCallers http) {
		start(4, () -> service.call(ApiKey.pooled(), null));
		start(2, () -> service.future(ApiKey.pooled()).toCompletableFuture().join());
		start(2, () -> service.mono(ApiKey.pooled()).block());
		start(4, http::block);
		start(4, http::react);
		start(2, http::readPart);
		start(4, this::callAsync);
		start(4, this::beInterrupted);
		start(2, this::lease);
		start(1, this::batch);
		start(1, this::concurrently);
		start(1, this::visit);
	}

	/** Lets all calls end, and returns when they have. */
	void stop() throws InterruptedException {
		this.over = true;
		for (Thread thread : this.threads) {
			thread.join();
		}
		this.forgotten.forEach(KeyLease::succeeded);
		this.victims.shutdown();
		this.victims.awaitTermination(1, TimeUnit.MINUTES);
	}

	private void start(int callers, Work work) {
		for (int i = 0; i < callers; i++) {
			Thread thread = new Thread(() -> call(work), "soak-caller");
			thread.start();
			this.threads.add(thread);
		}
	}

	private void call(Work work) {
		while (!this.over) {
			try {
				work.run();
				this.tally.ended("served");
			}
			catch (Exception | Error ex) {
				this.tally.ended(Ends.name(ex));
				pause(5);
			}
		}
	}

	private void callAsync() {
		CompletableFuture<Integer> call = this.pool.callAsync(CallRequest.of("async").tokens(30),
				(key) -> this.sender.sendAsync("async", key));
		if (chance(20)) {
			pause(ThreadLocalRandom.current().nextInt(60));
			call.cancel(true);
		}
		call.join();
	}

	private void beInterrupted() throws Exception {
		Future<?> victim = this.victims
			.submit(() -> this.pool.call(CallRequest.of("interrupted"), (key) -> this.sender.send("interrupted", key)));
		if (chance(3)) {
			pause(ThreadLocalRandom.current().nextInt(60));
			victim.cancel(true);
		}
		victim.get();
	}

	/** Takes keys itself, and forgets some until long after they have expired. */
	private void lease() throws Exception {
		if (this.forgotten.size() > 20) {
			this.forgotten.remove().succeeded();
		}
		KeyLease lease = this.pool.acquire(CallRequest.of("lease").tokens(30).maxWait(Duration.ofMillis(500)));
		int choice = ThreadLocalRandom.current().nextInt(20);
		if (choice == 0) {
			this.tally.unsent("lease", lease.key().id());
			this.forgotten.add(lease);
		}
		else if (choice < 6) {
			this.tally.unsent("lease", lease.key().id());
			lease.close();
		}
		else {
			try (lease) {
				lease.sent();
				lease.succeeded(this.sender.send("lease", lease.key()));
			}
			catch (Exception ex) {
				lease.failed(ex);
				throw ex;
			}
		}
	}

	private void batch() throws Exception {
		BatchCall batch = BatchCall.on(this.pool, "batch")
			.concurrency(6)
			.timeout(Duration.ofMillis(chance(4) ? 30 : 900));
		List<Integer> items = IntStream.range(0, 40).boxed().toList();
		BatchRun<Integer, Integer> run = batch.start(items, (item) -> item,
				(item, key) -> this.sender.send("batch", key));
		if (chance(4)) {
			pause(50);
			run.cancel();
		}
		run.result();
	}

	private void concurrently() throws Exception {
		this.pool.callConcurrently("concurrently", Set.of(1, 2, 3, 4),
				(item, key) -> this.sender.send("concurrently", key));
	}

	/** Calls a pool that is there only sometimes. */
	private void visit() throws Exception {
		this.pools.get("guest").call("guest", (key) -> this.sender.send("guest", key));
	}

	private static boolean chance(int oneIn) {
		return ThreadLocalRandom.current().nextInt(oneIn) == 0;
	}

	static void pause(long millis) {
		LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
	}

	/** What a caller does again and again. */
	@FunctionalInterface
	private interface Work {

		void run() throws Exception;

	}

}
