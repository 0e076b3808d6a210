package io.apipool.benchmarks.goodput;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** So many threads, each with its next piece of work as soon as the last one is done. */
final class Callers {

	private static final long RESPITE = 1;

	private final Client client;

	private final Work work;

	private final Journal journal;

	private final ExecutorService threads;

	private volatile boolean over;

	Callers(int callers, Client client, Work work, Journal journal) {
		this.client = client;
		this.work = work;
		this.journal = journal;
		this.threads = Executors.newFixedThreadPool(callers);
		for (int i = 0; i < callers; i++) {
			this.threads.execute(this::work);
		}
	}

	private void work() {
		try {
			while (!this.over) {
				long arrival = this.work.next();
				if (!isDone(arrival)) {
					TimeUnit.MILLISECONDS.sleep(RESPITE);
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean isDone(long arrival) throws InterruptedException {
		try {
			this.client.call();
			this.journal.succeeded(arrival);
			return true;
		}
		catch (InterruptedException ex) {
			throw ex;
		}
		catch (Exception ex) {
			if (!this.over) {
				this.journal.failed(ex);
			}
			return false;
		}
	}

	/** Breaks off what is under way. */
	void stop() throws InterruptedException {
		this.over = true;
		this.threads.shutdownNow();
		this.threads.awaitTermination(1, TimeUnit.MINUTES);
	}

}
