package io.apipool.benchmarks.goodput;

import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.apipool.benchmarks.http.PooledClient;
import io.apipool.honest.AccountReport;
import io.apipool.honest.Contender;
import io.apipool.honest.HonestProvider;
import io.apipool.honest.Load;
import io.apipool.honest.LoadResult;
import io.apipool.honest.Quota;
import io.apipool.honest.Report;

/** Runs one cell against a provider of its own. */
final class CellRun {

	private final Setting setting;

	private final Cell cell;

	private final Quota quota;

	private final Waits waits = new Waits();

	CellRun(Setting setting, Cell cell) {
		this.setting = setting;
		this.cell = cell;
		this.quota = quota(cell.kind(), setting.window());
	}

	private static Quota quota(Quota.Kind kind, Duration window) {
		return switch (kind) {
			case FIXED -> Quota.fixed(Setting.AMOUNT, window);
			case SLIDING -> Quota.sliding(Setting.AMOUNT, window);
			default -> Quota.bucket(Setting.AMOUNT, window, Setting.AMOUNT);
		};
	}

	CellResult run() throws InterruptedException {
		try (HonestProvider provider = this.cell.contestant()
			.tell(HonestProvider.builder()
				.keys(Setting.KEYS.toArray(String[]::new))
				.limits(this.quota)
				.jitter(this.setting.jitter()))
			.start()) {
			if (this.cell.contestant() == Contestant.ROTATE_ON_429) {
				return run(provider, new RotateOn429(Setting.KEYS));
			}
			try (PooledClient client = new PooledClient(provider.uri(),
					this.cell.contestant().pool(Setting.KEYS, this.quota),
					this.cell.contestant() == Contestant.HEADERS_UP,
					PooledClient.connected(provider.uri(), "/warm-up", this.cell.callers()))) {
				return run(provider, requests(client));
			}
		}
	}

	private static Contender requests(PooledClient client) {
		AtomicLong numbers = new AtomicLong();
		return (sender) -> client.client()
			.get()
			.uri("/")
			.header("X-Call-Id", Long.toString(numbers.incrementAndGet()))
			.retrieve()
			.toBodilessEntity();
	}

	private CellResult run(HonestProvider provider, Contender contender) throws InterruptedException {
		return this.cell.contestant().isAdaptive() ? staged(provider, contender) : saturated(provider, contender);
	}

	private CellResult saturated(HonestProvider provider, Contender contender) throws InterruptedException {
		LoadResult result = load(provider, this.setting.windows()).run(this.waits.timed(contender));
		Report report = result.report();
		return result(result, List.of(Score.of("", result.goodput().share(), report.beyond(), report.accepted(), 0)));
	}

	private CellResult staged(HonestProvider provider, Contender contender) throws InterruptedException {
		List<Stage> stages = Stage.adaptive(this.setting.windows());
		long window = this.setting.window().toNanos();
		double possible = provider.rate() * window / 1e9;
		Load load = load(provider, stages.stream().mapToInt(Stage::windows).sum());
		ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
		long start = System.nanoTime();
		long[] starts = new long[stages.size() + 1];
		for (int i = 0; i < stages.size(); i++) {
			double factor = stages.get(i).factor();
			timer.schedule(() -> provider.scale(factor), starts[i], TimeUnit.NANOSECONDS);
			starts[i + 1] = starts[i] + stages.get(i).windows() * window;
		}
		LoadResult result = load.run(this.waits.timed(contender));
		timer.shutdownNow();
		Arrivals arrivals = Arrivals.of(result.report(), window, possible);
		double goal = this.cell.contestant().leastShare(this.cell.kind());
		return result(result,
				java.util.stream.IntStream.range(0, stages.size())
					.mapToObj((i) -> arrivals.score(stages.get(i), start + starts[i], goal))
					.toList());
	}

	private Load load(HonestProvider provider, int windows) {
		return new Load(provider, this.cell.callers(), windows, this.setting.window());
	}

	private CellResult result(LoadResult result, List<Score> scores) {
		LongSummaryStatistics keys = result.report()
			.accounts()
			.stream()
			.mapToLong(AccountReport::accepted)
			.summaryStatistics();
		return new CellResult(this.cell, scores, new CellResult.Spread(this.waits.millis(0.5), this.waits.millis(0.99)),
				new CellResult.Spread(keys.getMin() / keys.getAverage(), keys.getMax() / keys.getAverage()),
				result.failed());
	}

}
