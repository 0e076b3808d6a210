package io.apipool;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class SystemTimekeeperTests {

	private final SystemTimekeeper time = new SystemTimekeeper();

	@AfterEach
	void close() {
		this.time.close();
	}

	@Test
	void neitherClockIsBehindTheOneOfTheSystem() {
		long nanos = System.nanoTime();
		Instant instant = Instant.now();
		assertThat(this.time.nanoTime() - nanos).isNotNegative();
		assertThat(this.time.instant()).isAfterOrEqualTo(instant.minusSeconds(60));
	}

	@Test
	void runsATimerOfThePastOnADaemonThreadOfItsOwn() {
		CompletableFuture<Thread> ran = new CompletableFuture<>();
		this.time.schedule(Instant.now().minusSeconds(5), () -> ran.complete(Thread.currentThread()));
		assertThat(get(ran).isDaemon()).isTrue();
		assertThat(get(ran).getName()).isEqualTo("apipool-timer");
	}

	@Test
	void aCancelledTimerDoesNotRun() throws Exception {
		CountDownLatch go = new CountDownLatch(1);
		this.time.schedule(this.time.instant(), () -> join(go));
		CompletableFuture<String> ran = new CompletableFuture<>();
		AutoCloseable timer = this.time.schedule(this.time.instant(), () -> ran.complete("cancelled"));
		this.time.schedule(this.time.instant().plusMillis(1), () -> ran.complete("next"));
		timer.close();
		timer.close();
		go.countDown();
		assertThat(get(ran)).isEqualTo("next");
	}

	static Stream<Throwable> thrown() {
		return Stream.of(new IllegalStateException("planned"), new NoClassDefFoundError("planned"));
	}

	@ParameterizedTest
	@MethodSource("thrown")
	void aTimerThatThrowsDoesNotStopTheNext(Throwable planned) {
		CompletableFuture<String> ran = new CompletableFuture<>();
		this.time.schedule(Instant.now(), () -> SystemTimekeeperTests.<RuntimeException>sneak(planned));
		this.time.schedule(Instant.now(), () -> ran.complete("next"));
		assertThat(get(ran)).isEqualTo("next");
	}

	@SuppressWarnings("unchecked")
	private static <E extends Throwable> void sneak(Throwable thrown) throws E {
		throw (E) thrown;
	}

	@Test
	void anInstantBeyondAllReckoningIsNeverDue() throws Exception {
		this.time.schedule(Instant.MAX, () -> {
		}).close();
	}

	@Test
	void nothingIsLeftRunningOnceClosed() {
		Timekeeper system = Timekeeper.system();
		CompletableFuture<Thread> ran = new CompletableFuture<>();
		system.schedule(Instant.MIN, () -> ran.complete(Thread.currentThread()));
		Thread thread = get(ran);
		((SystemTimekeeper) system).close();
		assertThat(joined(thread).isAlive()).isFalse();
	}

	private static <T> T get(CompletableFuture<T> ran) {
		return ran.orTimeout(30, TimeUnit.SECONDS).join();
	}

	private static Thread joined(Thread thread) {
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		return thread;
	}

	private static void join(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
