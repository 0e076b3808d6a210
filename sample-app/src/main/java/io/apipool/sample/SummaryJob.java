package io.apipool.sample;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import io.apipool.ApiKey;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import org.springframework.util.StopWatch;

/** Summarises all documents at once, with a progress line, and prints the tables. */
@Component
class SummaryJob implements ApplicationRunner {

	private final PrintStream out = System.out;

	private final SummaryService summaries;

	private final TitleService titles;

	private final NaiveSummaries naive;

	private final KeyTable table;

	private final int documents;

	SummaryJob(SummaryService summaries, TitleService titles, NaiveSummaries naive, KeyTable table,
			@Value("${sample.documents}") int documents) {
		this.summaries = summaries;
		this.titles = titles;
		this.naive = naive;
		this.table = table;
		this.documents = documents;
	}

	@Override
	public void run(ApplicationArguments args) {
		if (args.containsOption("job")) {
			return;
		}
		boolean byHand = args.containsOption("naive");
		this.out.printf("Summarising %d documents %s%n", this.documents,
				byHand ? "with a hand-made round robin" : "with the pools 'gemini' and 'titles'");
		StopWatch watch = new StopWatch();
		watch.start();
		summarizeAll(byHand ? this.naive::summarize : this::summarizeWithTitle);
		watch.stop();
		this.out.printf("%nDone in %.1f s%n%n%s%n", watch.getTotalTimeSeconds(), this.table.print(byHand));
	}

	private void summarizeWithTitle(String text) {
		this.titles.title(this.summaries.summarize(text, ApiKey.pooled()));
	}

	/** The first alone, so that a wrong key or address shows at once; then all others. */
	private void summarizeAll(Consumer<String> summarizer) {
		AtomicInteger done = new AtomicInteger();
		IntConsumer summarizeOne = (number) -> {
			summarizer.accept(document(number));
			progress(done.incrementAndGet());
		};
		ExecutorService threads = Executors.newCachedThreadPool();
		try {
			summarizeOne.accept(1);
			List<CompletableFuture<Void>> calls = IntStream.rangeClosed(2, this.documents)
				.mapToObj((number) -> CompletableFuture.runAsync(() -> summarizeOne.accept(number), threads))
				.toList();
			calls.forEach(CompletableFuture::join);
		}
		finally {
			threads.shutdown();
		}
	}

	private void progress(int done) {
		this.out.printf("\r%d of %d", done, this.documents);
	}

	private static String document(int number) {
		return "Minutes of meeting %d. It took %d minutes, three of which were needed.".formatted(number, 30 + number);
	}

}
