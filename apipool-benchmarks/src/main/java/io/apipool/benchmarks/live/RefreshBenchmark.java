package io.apipool.benchmarks.live;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.apipool.sync.DefinitionSynchronizer;
import io.apipool.sync.Refresh;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Refreshes a pool of 1,000 keys 1,000 times while threads call, prints what lives and
 * what a refresh costs, with and without a change, and ends with 1 if anything grows or
 * is told or costs too much. Not JMH: what is measured is one long run. A refresh is
 * timed by what its thread computes: the callers want all cores.
 */
public final class RefreshBenchmark {

	private static final int THREADS = 4;

	/** What a refresh may cost that changes nothing, in nanoseconds. */
	private static final long NOTHING = 5_000_000;

	/**
	 * How many objects of a class may be more: keys that have just left stay until their
	 * windows are empty, now more of them and now fewer. Twenty keys or secrets leave
	 * with a refresh of a thousand keys, so what nobody forgets would be far more.
	 */
	private static final long FEW = 2000;

	/** What a remembered minute of a key takes at most, in bytes. */
	private static final long MINUTE = 256;

	private final ConfigurableApplicationContext context;

	private final ChangingKeys keys;

	private final DefinitionSynchronizer synchronizer;

	private final List<String> faults = new ArrayList<>();

	private RefreshBenchmark(ConfigurableApplicationContext context, ChangingKeys keys) {
		this.context = context;
		this.keys = keys;
		this.synchronizer = context.getBean(DefinitionSynchronizer.class);
	}

	/**
	 * Runs.
	 * @param arguments {@code --refreshes=1000}, {@code --keys=1000}, {@code --new-ids}
	 * where no key comes back: then the counts of a day and the meters of ten minutes
	 * grow with the ids that were
	 * @throws InterruptedException if it is interrupted
	 */
	public static void main(String[] arguments) throws InterruptedException {
		ChangingKeys keys = new ChangingKeys(number(arguments, "--keys="), List.of(arguments).contains("--new-ids"));
		List<String> faults;
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(RefreshApplication.class)
			.web(WebApplicationType.NONE)
			.initializers((starting) -> starting.getEnvironment().getPropertySources().addFirst(keys))
			.properties("logging.level.root=error", "spring.main.banner-mode=off", "apipool.usage.flush-interval=1s")
			.run()) {
			faults = new RefreshBenchmark(context, keys).run(number(arguments, "--refreshes="));
		}
		faults.forEach((fault) -> System.out.println("FAULT: " + fault));
		System.exit(faults.isEmpty() ? 0 : 1);
	}

	private static int number(String[] arguments, String option) {
		return Arrays.stream(arguments)
			.filter((argument) -> argument.startsWith(option))
			.map((argument) -> Integer.parseInt(argument.substring(option.length())))
			.findFirst()
			.orElse(1000);
	}

	private List<String> run(int refreshes) throws InterruptedException {
		Caller caller = new Caller(this.context.getBean(RefreshApplication.Service.class),
				this.context.getBean(RefreshApplication.Vendor.class), THREADS);
		try {
			change(refreshes);
			changeNothing(refreshes);
		}
		finally {
			caller.end();
		}
		System.out.println(caller.calls() + " calls, " + caller.failures() + " failed");
		check(caller.failures() == 0, "a call failed: " + caller.first());
		return this.faults;
	}

	private void change(int refreshes) {
		int early = Math.max(1, refreshes / 10);
		long[] costs = new long[refreshes];
		for (int round = 1; round <= early; round++) {
			costs[round - 1] = time(round);
		}
		Footprint before = print(early);
		Footprint after = before;
		for (int round = early + 1; round <= refreshes; round++) {
			costs[round - 1] = time(round);
			after = (round % early == 0) ? print(round) : after;
		}
		System.out.println("a refresh that changes something: " + spread(costs));
		compare(before, after);
	}

	private void compare(Footprint before, Footprint after) {
		System.out.println("more than before: " + after.grown(before, 100));
		long minutes = after.remembered() - before.remembered();
		System.out.println("minutes of keys that are remembered: " + minutes + " more");
		check(after.heap() - minutes * MINUTE < before.heap() * 1.15 + (4 << 20), "the heap has grown");
		check(after.threads() <= before.threads() + 2, "there are more threads");
		check(after.clients() <= before.clients() * 1.05, "there are more clients");
		check(after.grown(before, FEW).isEmpty(), "there are more objects: " + after.grown(before, FEW));
	}

	private void changeNothing(int refreshes) {
		RefreshApplication.Events events = this.context.getBean(RefreshApplication.Events.class);
		long told = events.count();
		long[] costs = new long[refreshes];
		for (int i = 0; i < refreshes; i++) {
			costs[i] = time();
		}
		System.out.println("a refresh that changes nothing:   " + spread(costs));
		check(events.count() == told, "an event told of nothing");
		check(Arrays.stream(costs).sorted().skip(refreshes / 2).findFirst().orElse(0) < NOTHING,
				"a refresh that changes nothing costs more than 5 ms");
	}

	private void check(boolean isGood, String fault) {
		if (!isGood) {
			this.faults.add(fault);
		}
	}

	private long time(int round) {
		this.keys.change(round);
		return time();
	}

	private long time() {
		long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
		Refresh refresh = this.synchronizer.refresh();
		if (refresh.refusal() != null) {
			throw new IllegalStateException(refresh.refusal());
		}
		return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
	}

	private Footprint print(int refreshes) {
		Footprint footprint = Footprint.take(this.context.getBean(RefreshApplication.Clients.class).open());
		System.out.println("after " + refreshes + " refreshes: " + footprint);
		return footprint;
	}

	private static String spread(long[] nanos) {
		long[] sorted = nanos.clone();
		Arrays.sort(sorted);
		return "median %.2f ms, 99 %% %.2f ms, most %.2f ms".formatted(sorted[sorted.length / 2] / 1e6,
				sorted[(int) (sorted.length * 0.99)] / 1e6, sorted[sorted.length - 1] / 1e6);
	}

}
