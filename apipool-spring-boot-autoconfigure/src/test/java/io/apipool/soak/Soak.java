package io.apipool.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;

import io.apipool.operations.RestartablePostgres;

/** Runs it: warms up, looks, lets everything go wrong, looks again. */
final class Soak {

	private final Tally tally = new Tally();

	private final Plan plan;

	private final long startedAt = System.nanoTime();

	Soak(Plan plan) {
		this.plan = plan;
	}

	Verdict run(Path directory) throws Exception {
		try (RestartablePostgres database = RestartablePostgres.start(directory);
				Provider provider = Provider.start(this.plan.window())) {
			LiveKeys keys = new LiveKeys(this.plan, provider.uri(), (secret) -> provider.tell("add " + secret));
			try (SoakApplication application = SoakApplication.start(this.plan, provider, database, keys, this.tally)) {
				Callers early = application.call(this.tally, this.plan);
				Callers.pause(this.plan.warmUp().toMillis());
				early.stop();
				Vitals before = quiet(application, !this.plan.isShort());
				print("before: " + before);
				Callers callers = application.call(this.tally, this.plan);
				Troubles troubles = new Troubles(this.plan, provider, keys, application.pool(),
						application.synchronizer());
				trouble(troubles, database, application, provider);
				troubles.end();
				callers.stop();
				Vitals after = quiet(application, true);
				settle(() -> application.vitals().hasThreadsAs(before));
				print("after:  " + after);
				print("done:   " + troubles.done());
				print("ended:  " + this.tally.ends());
				return new Audit(this.plan, this.tally, application, provider, troubles).verdict(before,
						application.vitals());
			}
		}
	}

	private void trouble(Troubles troubles, RestartablePostgres database, SoakApplication application,
			Provider provider) throws InterruptedException {
		long end = System.nanoTime() + this.plan.length().toNanos();
		long minute = System.nanoTime();
		while (System.nanoTime() < end || !troubles.isEachDone()) {
			Callers.pause(this.plan.beat().toMillis());
			troubles.beat(database);
			if (System.nanoTime() - minute > Duration.ofMinutes(1).toNanos()) {
				minute += Duration.ofMinutes(1).toNanos();
				print(this.tally.sent() + " sent, " + provider.report().beyond() + " beyond, " + application.vitals()
						+ ", " + application.look() + " meters");
			}
		}
	}

	/** Waits until nothing is under way or to be written, or counted either. */
	private Vitals quiet(SoakApplication application, boolean nothingCounted) {
		settle(() -> application.flush() == 0 && application.vitals().isQuiet(nothingCounted));
		return application.vitals();
	}

	private void settle(BooleanSupplier done) {
		long end = System.nanoTime() + this.plan.patience().toNanos();
		while (!done.getAsBoolean() && System.nanoTime() < end) {
			Callers.pause(500);
		}
	}

	private void print(String line) {
		long seconds = (System.nanoTime() - this.startedAt) / 1_000_000_000;
		System.out.printf(Locale.ROOT, "%3d:%02d  %s%n", seconds / 60, seconds % 60, line);
	}

}
