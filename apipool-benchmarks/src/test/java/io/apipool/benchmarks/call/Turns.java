package io.apipool.benchmarks.call;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/**
 * Contenders that call in turns, in one thread, and what a call of each took at the
 * least: what else the machine does makes a turn slower, never faster. Before anything is
 * judged the compiler has had its time.
 */
final class Turns {

	private static final int CALLS = 2000;

	private static final int WARM = 300;

	private static final int JUDGED = 100;

	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final Map<String, Contender> contenders = new LinkedHashMap<>();

	void add(String name, Call call) {
		this.contenders.put(name, new Contender(call));
	}

	/**
	 * Goes on until something is so, for so long that it is not if it is not by then.
	 * @param good what is to be so
	 * @return whether it is
	 */
	boolean come(BooleanSupplier good) {
		long start = System.nanoTime();
		run(WARM);
		this.contenders.values().forEach(Contender::forget);
		do {
			run(JUDGED);
		}
		while (!good.getAsBoolean() && System.nanoTime() - start < PATIENCE);
		return good.getAsBoolean();
	}

	private void run(int turns) {
		for (int i = 0; i < turns; i++) {
			this.contenders.values().forEach(Contender::run);
		}
	}

	long bytes(String name) {
		return Math.round(contender(name).bytes);
	}

	double ratio(String ours, String other) {
		return contender(ours).nanos / contender(other).nanos;
	}

	private Contender contender(String name) {
		Contender contender = this.contenders.get(name);
		if (contender == null) {
			throw new IllegalArgumentException(name);
		}
		return contender;
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		this.contenders.forEach((name, contender) -> text
			.append("%s %.0f ns, %.1f bytes; ".formatted(name, contender.nanos, contender.bytes)));
		return text.toString();
	}

	/**
	 * Tells whether the compiler is here that leaves allocations out.
	 */
	static boolean areCompiledFully() {
		HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
		return machine != null && machine.getVMOption("TieredStopAtLevel").getValue().equals("4")
				&& machine.getVMOption("DoEscapeAnalysis").getValue().equals("true")
				&& machine.getVMOption("UseCompressedOops").getValue().equals("true");
	}

	/**
	 * What a contender does.
	 */
	@FunctionalInterface
	interface Call {

		@Nullable Object call();

	}

	private static final class Contender {

		private final Call call;

		private double nanos = Double.POSITIVE_INFINITY;

		private double bytes = Double.POSITIVE_INFINITY;

		private int nulls;

		Contender(Call call) {
			this.call = call;
		}

		void run() {
			long allocated = THREADS.getCurrentThreadAllocatedBytes();
			long start = System.nanoTime();
			for (int i = 0; i < CALLS; i++) {
				this.nulls += (this.call.call() == null) ? 1 : 0;
			}
			long took = System.nanoTime() - start;
			allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
			this.nanos = Math.min(this.nanos, (double) took / CALLS);
			this.bytes = Math.min(this.bytes, (double) allocated / CALLS);
		}

		void forget() {
			this.nanos = Double.POSITIVE_INFINITY;
			this.bytes = Double.POSITIVE_INFINITY;
		}

	}

}
