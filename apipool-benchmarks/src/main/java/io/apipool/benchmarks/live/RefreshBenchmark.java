package io.apipool.benchmarks.live;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

import io.apipool.ApiKey;
import io.apipool.ApiKeyPools;
import io.apipool.KeyLease;
import io.apipool.annotation.PooledApiCall;
import io.apipool.annotation.PooledKey;
import io.apipool.client.PooledClientFactory;
import io.apipool.sync.DefinitionSynchronizer;
import io.apipool.sync.Refresh;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Refreshes a pool of 1,000 keys 1,000 times while threads call, and prints what grows
 * and what a refresh costs, with and without a change. Not JMH: what is measured is one
 * long run. A refresh is timed by what its thread computes: the callers want all cores.
 */
public final class RefreshBenchmark {

	private static final int KEYS = 1000;

	private static final int THREADS = 4;

	private final ConfigurableApplicationContext context;

	private final ChangingKeys keys;

	private final DefinitionSynchronizer synchronizer;

	private final Clients clients;

	private final AtomicBoolean ended = new AtomicBoolean();

	private final LongAdder calls = new LongAdder();

	private final LongAdder failures = new LongAdder();

	private final AtomicReference<@Nullable RuntimeException> first = new AtomicReference<>();

	private RefreshBenchmark(ConfigurableApplicationContext context, ChangingKeys keys) {
		this.context = context;
		this.keys = keys;
		this.synchronizer = context.getBean(DefinitionSynchronizer.class);
		this.clients = context.getBean(Clients.class);
	}

	/**
	 * Runs.
	 * @param arguments {@code --refreshes=1000}
	 * @throws InterruptedException if it is interrupted
	 */
	public static void main(String[] arguments) throws InterruptedException {
		int refreshes = Arrays.stream(arguments)
			.filter((argument) -> argument.startsWith("--refreshes="))
			.map((argument) -> Integer.parseInt(argument.substring("--refreshes=".length())))
			.findFirst()
			.orElse(1000);
		ChangingKeys keys = new ChangingKeys(KEYS);
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.initializers((starting) -> starting.getEnvironment().getPropertySources().addFirst(keys))
			.properties("logging.level.root=error", "spring.main.banner-mode=off")
			.run()) {
			new RefreshBenchmark(context, keys).run(refreshes);
		}
	}

	private void run(int refreshes) throws InterruptedException {
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			Thread thread = new Thread(this::call);
			thread.start();
			threads.add(thread);
		}
		long[] changing = new long[refreshes];
		for (int round = 1; round <= refreshes; round++) {
			this.keys.change(round);
			changing[round - 1] = time();
			if (round == 1 || round % Math.max(1, refreshes / 5) == 0) {
				print("after " + round + " refreshes");
			}
		}
		long[] same = new long[refreshes];
		for (int i = 0; i < refreshes; i++) {
			same[i] = time();
		}
		this.ended.set(true);
		for (Thread thread : threads) {
			thread.join();
		}
		System.out.println("a refresh that changes something: " + spread(changing));
		System.out.println("a refresh that changes nothing:   " + spread(same));
		System.out.println(this.calls.sum() + " calls, " + this.failures.sum() + " failed");
		RuntimeException failure = this.first.get();
		if (failure != null) {
			failure.printStackTrace(System.out);
		}
	}

	private void call() {
		Service service = this.context.getBean(Service.class);
		while (!this.ended.get()) {
			try {
				service.call(null, KeyLease.pooled());
				this.calls.increment();
			}
			catch (RuntimeException ex) {
				this.failures.increment();
				this.first.compareAndSet(null, ex);
			}
		}
	}

	private long time() {
		long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
		Refresh refresh = this.synchronizer.refresh();
		if (refresh.refusal() != null) {
			throw new IllegalStateException(refresh.refusal());
		}
		return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
	}

	private void print(String when) {
		System.gc();
		long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 10;
		int threads = ManagementFactory.getThreadMXBean().getThreadCount();
		int present = this.context.getBean(ApiKeyPools.class).get("demo").keys().size();
		System.out.printf("%-22s heap %,d KiB, %d threads, %d keys, %d clients open%n", when, heap, threads, present,
				this.clients.open.get());
	}

	private static String spread(long[] nanos) {
		long[] sorted = nanos.clone();
		Arrays.sort(sorted);
		return "median %.2f ms, 99 %% %.2f ms, most %.2f ms".formatted(sorted[sorted.length / 2] / 1e6,
				sorted[(int) (sorted.length * 0.99)] / 1e6, sorted[sorted.length - 1] / 1e6);
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Clients clients() {
			return new Clients();
		}

		@Bean
		Service service() {
			return new Service();
		}

	}

	static class Service {

		@PooledApiCall("demo")
		public int call(@PooledKey @Nullable Client client, KeyLease lease) {
			return (client != null) ? client.key.length() + lease.key().id().length() : 0;
		}

	}

	static final class Clients implements PooledClientFactory<Client> {

		private final AtomicInteger open = new AtomicInteger();

		@Override
		public Client create(ApiKey key) {
			this.open.incrementAndGet();
			return new Client(key.id(), this.open);
		}

	}

	/**
	 * A client that knows how many are open.
	 *
	 * @param key whose it is
	 * @param open counted down at the end
	 */
	record Client(String key, AtomicInteger open) implements AutoCloseable {

		@Override
		public void close() {
			this.open.decrementAndGet();
		}

	}

}
