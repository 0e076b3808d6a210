package io.apipool.limit;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WordLockTests {

	private final WordLock lock = new WordLock();

	private int count;

	@Test
	void letsOneThreadInAtATimeAlsoInterruptedOnes() throws Exception {
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 16; i++) {
			boolean interrupted = i % 4 == 0;
			threads.add(new Thread(() -> increment(interrupted)));
		}
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(this.count).isEqualTo(16 * 50_000);
	}

	private void increment(boolean interrupted) {
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		for (int i = 0; i < 50_000; i++) {
			this.lock.lock();
			try {
				this.count++;
			}
			finally {
				this.lock.unlock();
			}
		}
	}

}
