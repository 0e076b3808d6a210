package io.apipool.benchmarks.goodput;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.apipool.honest.HonestProvider;
import io.apipool.honest.Quota;
import io.apipool.honest.Report;

/** Runs one cell against a provider of its own. */
final class CellRun {

	/** A pause comes once in so many windows. */
	private static final int PAUSE_EVERY = 5;

	private static final Duration PAUSE = Duration.ofMillis(300);

	private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);

	private final Scene scene;

	private final List<Stage> stages;

	private final long window;

	private final int windows;

	CellRun(Setting setting, Cell cell) {
		this.scene = new Scene(setting, cell);
		this.stages = cell.stages(setting.windows());
		this.window = setting.window().toNanos();
		this.windows = cell.windows(setting.windows());
	}

	CellResult run() throws Exception {
		try (HonestProvider provider = this.scene.provider(); Client client = this.scene.client(provider)) {
			double possible = provider.rate() * this.window / 1e9;
			return run(provider, client, possible, System.nanoTime());
		}
		finally {
			this.timer.shutdownNow();
			this.scene.gate().shutdown();
		}
	}

	private CellResult run(HonestProvider provider, Client client, double possible, long start)
			throws InterruptedException {
		Clumps clumps = new Clumps(start, Stage.windows(this.stages), this.window, possible);
		boolean bursty = this.scene.cell().load() == LoadKind.BURSTY;
		plan(provider);
		Callers callers = new Callers(this.scene.cell().callers(), client, bursty ? clumps : System::nanoTime,
				this.scene.journal());
		try {
			if (bursty) {
				clumps.feed();
			}
			long end = start + this.windows * this.window;
			TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
			Report report = provider.report();
			Arrivals arrivals = new Arrivals(report, this.window, possible);
			List<Score> scores = bursty ? List.of(bursty(arrivals, clumps, start)) : saturated(report, arrivals, start);
			return result(report, client, arrivals, scores, start);
		}
		finally {
			callers.stop();
		}
	}

	/** Changes of the limits, and pauses. */
	private void plan(HonestProvider provider) {
		long at = 0;
		for (Stage stage : this.stages) {
			this.timer.schedule(() -> provider.scale(stage.factor()), at, TimeUnit.NANOSECONDS);
			at += stage.windows() * this.window;
		}
		if (this.scene.cell().load() == LoadKind.PAUSES) {
			Random random = new Random(1);
			for (int i = 0; i * PAUSE_EVERY < this.windows - PAUSE_EVERY / 2; i++) {
				long pause = (long) ((i + random.nextDouble() / 2) * PAUSE_EVERY * this.window) + this.window / 2;
				this.timer.schedule(this::pause, pause, TimeUnit.NANOSECONDS);
			}
		}
	}

	private void pause() {
		try {
			this.scene.gate().shut(PAUSE);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private Score bursty(Arrivals arrivals, Clumps clumps, long start) {
		Stage stage = this.stages.get(0);
		long since = judgedFrom(stage, start);
		double share = (double) this.scene.journal().doneOf(since) / clumps.arrivedSince(since);
		return Score.of(stage, share, arrivals.count(beyondFrom(stage, start), this.windows), 0);
	}

	private List<Score> saturated(Report report, Arrivals arrivals, long start) {
		List<Score> scores = new ArrayList<>();
		boolean single = this.stages.size() == 1;
		double goal = Demand.of(this.scene.cell()).share();
		long at = start;
		for (Stage stage : this.stages) {
			long from = judgedFrom(stage, at);
			double share = single ? share(report, arrivals, from) : arrivals.share(from, stage, 1);
			Arrivals.Count count = single ? arrivals.count(beyondFrom(stage, start), this.windows)
					: arrivals.count(from, stage.judged());
			scores.add(Score.of(stage, share, count, single ? 0 : arrivals.settledAfter(stage, at, goal)));
			at += stage.windows() * this.window;
		}
		return scores;
	}

	private List<Arrivals.Count> course(Arrivals arrivals, Stage stage, long start) {
		boolean all = stage.settle() == 1;
		return all ? arrivals.each(start, this.windows) : arrivals.each(judgedFrom(stage, start), stage.judged());
	}

	/**
	 * Who follows a grid of windows that headers tell is judged by that grid, everybody
	 * else over many phases of it.
	 */
	private double share(Report report, Arrivals arrivals, long from) {
		Stage stage = this.stages.get(0);
		return (this.scene.cell().kind() == Quota.Kind.FIXED && this.scene.cell().contender().readsHeaders())
				? report.goodput().share() : arrivals.smoothShare(from, stage);
	}

	private long judgedFrom(Stage stage, long start) {
		return start + stage.settle() * this.window;
	}

	/** What need not settle must not be beyond from the first call on. */
	private long beyondFrom(Stage stage, long start) {
		return (stage.settle() > 1) ? judgedFrom(stage, start) : start;
	}

	private CellResult result(Report report, Client client, Arrivals arrivals, List<Score> scores, long start) {
		Stage stage = this.stages.get(0);
		Journal journal = this.scene.journal();
		LongSummaryStatistics keys = this.scene.keys()
			.stream()
			.mapToLong((key) -> report.calls(key) - report.beyond(key))
			.summaryStatistics();
		long from = judgedFrom(stage, start);
		return new CellResult(this.scene.cell(), scores,
				new CellResult.Times(journal.waits(from), journal.delays(report, client.sentAt())),
				new CellResult.Keys(keys.getMin() / keys.getAverage(), keys.getMax() / keys.getAverage()),
				course(arrivals, stage, start), journal.failures());
	}

}
