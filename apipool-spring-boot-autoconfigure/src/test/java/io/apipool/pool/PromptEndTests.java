package io.apipool.pool;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class PromptEndTests {

	@Test
	void anEndComesThoughTheExecutorHasNoThreadToSpare() throws Exception {
		CountDownLatch ended = new CountDownLatch(1);
		PromptEnd.run((task) -> {
		}, ended::countDown);
		assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void anEndRunsOnceThoughTheExecutorComesToItToo() {
		AtomicInteger runs = new AtomicInteger();
		PromptEnd.run((task) -> {
			task.run();
			task.run();
		}, runs::incrementAndGet);
		assertThat(runs).hasValue(1);
	}

}
