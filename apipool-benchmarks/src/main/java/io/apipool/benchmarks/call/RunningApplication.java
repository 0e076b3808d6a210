package io.apipool.benchmarks.call;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application that runs as long as it is measured; and how, unless a benchmark says
 * otherwise.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 10, time = 1)
public abstract class RunningApplication {

	private final AtomicReference<@Nullable ConfigurableApplicationContext> context = new AtomicReference<>();

	private Service service = new Service();

	/**
	 * Measures an application.
	 * @param started the application
	 */
	final void use(ConfigurableApplicationContext started) {
		this.context.set(started);
		this.service = started.getBean(Service.class);
	}

	/**
	 * Returns what is called.
	 * @return the application's bean
	 */
	final Service service() {
		return this.service;
	}

	/**
	 * Stops the application.
	 */
	@TearDown
	public void stop() {
		ConfigurableApplicationContext running = this.context.getAndSet(null);
		if (running != null) {
			running.close();
		}
	}

}
