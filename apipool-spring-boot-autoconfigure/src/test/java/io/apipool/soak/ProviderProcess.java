package io.apipool.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.apipool.honest.AccountReport;
import io.apipool.honest.Fault;
import io.apipool.honest.HonestProvider;
import io.apipool.honest.Quota;
import io.apipool.honest.Report;

/**
 * The provider that counts, in a process of its own, so that neither its memory nor its
 * threads are taken for the application's. It does what it is told line by line, and
 * answers each with a line.
 */
final class ProviderProcess {

	private static final Duration LATENCY = Duration.ofMillis(20);

	private final HonestProvider provider;

	private ProviderProcess(HonestProvider provider) {
		this.provider = provider;
	}

	/**
	 * Runs until its input ends.
	 * @param arguments the milliseconds of a window
	 */
	public static void main(String[] arguments) throws IOException {
		Duration window = Duration.ofMillis(Long.parseLong(arguments[0]));
		PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
		try (HonestProvider provider = HonestProvider.builder()
			.limits(Quota.sliding(Plan.amount(window), window))
			.latency(LATENCY, LATENCY)
			.jitter(Duration.ofMillis(5))
			.stream(3, Duration.ofMillis(3))
			.start();
				BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
			out.println(provider.uri());
			ProviderProcess told = new ProviderProcess(provider);
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				out.println(told.answer(line.split(" ")));
			}
		}
		System.exit(0);
	}

	private String answer(String[] words) {
		return switch (words[0]) {
			case "report" -> report();
			case "numbers" -> numbers();
			case "beyond" -> beyond();
			default -> {
				change(words[0], words[1]);
				yield "done";
			}
		};
	}

	private void change(String what, String whom) {
		switch (what) {
			case "add" -> this.provider.add(whom);
			case "reject" -> this.provider.reject(whom);
			case "readmit" -> this.provider.readmit(whom);
			default -> this.provider.faults(faults(whom));
		}
	}

	/** The work of a call that is answered with trouble was done, and counts. */
	private static Fault[] faults(String name) {
		return switch (name) {
			case "errors" -> new Fault[] { Fault.status(500).share(0.1).counted() };
			case "throttles" -> new Fault[] { Fault.status(429).share(0.03).counted(),
					Fault.status(429).retryAfter("1").share(0.03).counted() };
			case "hang-ups" -> new Fault[] { Fault.cut().share(0.1).counted() };
			case "overload" -> new Fault[] { Fault.status(503).share(0.02).counted(),
					Fault.status(529).retryAfter("1").share(0.01).counted() };
			case "mistakes" ->
				new Fault[] { Fault.status(400).share(0.05).counted(), Fault.status(403).share(0.05).counted() };
			default -> new Fault[0];
		};
	}

	private String report() {
		Report report = this.provider.report();
		long repeats = report.accounts().stream().mapToLong(AccountReport::repeats).sum();
		return report.accepted() + " " + report.beyond() + " " + report.rejected() + " " + repeats;
	}

	/** Tells of each request that was beyond a limit when it came, with what key. */
	private String beyond() {
		StringBuilder beyond = new StringBuilder();
		this.provider.report()
			.accounts()
			.stream()
			.flatMap((account) -> account.arrivals().stream())
			.filter((arrival) -> !arrival.accepted())
			.forEach((arrival) -> beyond.append(arrival.nanos() / 1_000_000)
				.append(' ')
				.append(arrival.secret())
				.append(' ')
				.append(arrival.call())
				.append("; "));
		return beyond.toString();
	}

	/** Tells the number of each request that was counted. */
	private String numbers() {
		StringBuilder numbers = new StringBuilder();
		this.provider.report()
			.accounts()
			.stream()
			.flatMap((account) -> account.arrivals().stream())
			.forEach((arrival) -> numbers.append(arrival.call()).append(' '));
		return numbers.toString();
	}

}
