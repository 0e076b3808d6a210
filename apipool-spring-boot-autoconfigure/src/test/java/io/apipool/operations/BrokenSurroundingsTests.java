package io.apipool.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.apipool.ApiKeyPoolListener;
import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.KeyState;
import io.apipool.PoolExhaustedException;
import io.apipool.WaitOutcome;
import io.apipool.usage.UsageReports;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What an application hangs on to its pools breaks, and calls go on.
 */
@ExtendWith(OutputCaptureExtension.class)
class BrokenSurroundingsTests {

	private static final int CALLS = 2000;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final String database = "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

	@TempDir
	private Path directory;

	@Test
	void listenersThatThrowBreakNoCallAndKeepNothingFromOthers(CapturedOutput output) throws Exception {
		allAreCounted(BrokenListeners.class);
		assertThat(output).contains("a listener is broken", "a class of a listener is missing");
	}

	@Test
	void aFilterOfMetersThatThrowsBreaksNoCall(CapturedOutput output) throws Exception {
		allAreCounted(BrokenFilter.class);
		assertThat(output).contains("The meter apipool.calls could not be registered");
	}

	@Test
	void aFilterOfMetersWhoseClassesAreMissingBreaksNoCall() throws Exception {
		allAreCounted(FilterWithoutClasses.class);
	}

	private void allAreCounted(Class<?> broken) throws Exception {
		try (RunningApplication application = start(List.of(Work.class, broken))) {
			Work work = application.bean(Work.class);
			Work.make(work, CALLS, 8);
			application.flush();
			Map<String, Long> made = work.made();
			assertThat(application.written()).isEqualTo(made);
			assertThat(application.shown()).isEqualTo(made);
			assertThat(application.pool().snapshot().inFlight()).isZero();
		}
	}

	@Test
	void aDirectoryOfReportsThatIsAFileBreaksNoCall(CapturedOutput output) throws Exception {
		Path file = Files.writeString(this.directory.resolve("reports"), "no directory");
		try (RunningApplication yesterday = start(List.of(Work.class))) {
			Work.make(yesterday.bean(Work.class), CALLS, 1);
			yesterday.flush();
			yesterday.database().update("UPDATE apipool_usage SET \"MINUTE\" = DATEADD('DAY', -2, \"MINUTE\")");
		}
		try (RunningApplication application = start(List.of(Work.class), "apipool.usage.report.directory=" + file)) {
			Work work = application.bean(Work.class);
			Work.make(work, CALLS, 8);
			awaitIn(output, "A daily report of usage cannot be written");
			Work.make(work, CALLS, 8);
			LocalDate today = LocalDate.now(ZoneOffset.UTC);
			assertThatThrownBy(() -> application.bean(UsageReports.class).writeDaily(today))
				.hasRootCauseInstanceOf(IOException.class);
			application.flush();
			assertThat(application.timed()).isEqualTo(work.made());
		}
		assertThat(file).hasContent("no directory");
	}

	private RunningApplication start(List<Class<?>> sources, String... more) {
		return RunningApplication.start(sources,
				Stream.of(Work.PROPERTIES.stream(), Stream.of(this.database), Stream.of(more))
					.flatMap((properties) -> properties)
					.toArray(String[]::new));
	}

	private static void awaitIn(CapturedOutput output, String text) {
		Instant end = Instant.now().plus(PATIENCE);
		while (!output.getAll().contains(text) && Instant.now().isBefore(end)) {
			Thread.onSpinWait();
		}
		assertThat(output).contains(text);
	}

	@Configuration(proxyBeanMethods = false)
	static class BrokenListeners {

		@Bean
		ApiKeyPoolListener throwing() {
			return new BrokenListener(() -> {
				throw new IllegalStateException("a listener is broken");
			});
		}

		@Bean
		ApiKeyPoolListener failing() {
			return new BrokenListener(() -> {
				throw new NoClassDefFoundError("a class of a listener is missing");
			});
		}

	}

	private record BrokenListener(Runnable breaking) implements ApiKeyPoolListener {

		@Override
		public void leased(KeyLease lease) {
			this.breaking.run();
		}

		@Override
		public void ended(KeyLease lease, CallOutcome outcome, Duration duration) {
			this.breaking.run();
		}

		@Override
		public void refused(String pool, CallRequest request, PoolExhaustedException reason) {
			this.breaking.run();
		}

		@Override
		public void stateChanged(String pool, String key, KeyState from, KeyState to, String reason) {
			this.breaking.run();
		}

		@Override
		public void waited(String pool, CallRequest request, Duration waited, WaitOutcome outcome) {
			this.breaking.run();
		}

		@Override
		public void shadowed(KeyLease lease, String limit) {
			this.breaking.run();
		}

		@Override
		public void settled(KeyLease lease, String dimension, double reserved, double used) {
			this.breaking.run();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BrokenFilter {

		@Bean
		MeterFilter brokenFilter() {
			return new ThrowingFilter(() -> {
				throw new IllegalStateException("a filter is broken");
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FilterWithoutClasses {

		@Bean
		MeterFilter filterWithoutClasses() {
			return new ThrowingFilter(() -> {
				throw new NoClassDefFoundError("a class of a filter is missing");
			});
		}

	}

	private record ThrowingFilter(Runnable breaking) implements MeterFilter {

		@Override
		public MeterFilterReply accept(Meter.Id id) {
			if (id.getName().startsWith("apipool.")) {
				this.breaking.run();
			}
			return MeterFilterReply.NEUTRAL;
		}

	}

}
