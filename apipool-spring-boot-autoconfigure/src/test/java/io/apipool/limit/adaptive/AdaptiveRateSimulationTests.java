package io.apipool.limit.adaptive;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;

import io.apipool.limit.adaptive.Simulation.Cell;
import io.apipool.limit.adaptive.Simulation.Result;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("any-jdk")
class AdaptiveRateSimulationTests {

	private static final LongUnaryOperator ALWAYS = (now) -> now;

	private static final long[][] LINKS = { { 100, 40 }, { 1, 1 } };

	/** So that the whole takes seconds: of many calls the slow link alone. */
	private static final int MANY = 400;

	private final SoftAssertions softly = new SoftAssertions();

	@ParameterizedTest
	@MethodSource("wideWindows")
	void usesWhatAProviderServesAndFollowsItsChanges(Cell cell) {
		for (long[] link : Arrays.copyOf(LINKS, (cell.limit() >= MANY) ? 1 : LINKS.length)) {
			Simulation simulation = new Simulation(cell, link[0], link[1]).with(new SimulatedClient(2, ALWAYS));
			simulation.run(60);
			check("settled", cell, link, cell.limit(), simulation.run(60));
			if (cell.limit() >= 20) {
				simulation.limit(cell.limit() / 2);
				simulation.run(30);
				check("halved", cell, link, cell.limit() / 2, simulation.run(60));
				simulation.limit(cell.limit());
				simulation.run(70);
				check("doubled", cell, link, cell.limit(), simulation.run(60));
			}
		}
		this.softly.assertAll();
	}

	private void check(String phase, Cell cell, long[] link, long limit, Result result) {
		boolean blind = cell.kind() == SimulatedProvider.Kind.SLIDING && !cell.retryAfter();
		note(phase, cell, link, result, 60.0 * limit);
		String where = phase + " " + cell + " link " + Arrays.toString(link);
		this.softly.assertThat(result.share(60.0 * limit)).as(where).isGreaterThanOrEqualTo(blind ? 0.90 : 0.95);
		this.softly.assertThat(result.beyondShare()).as(where).isLessThanOrEqualTo(cell.retryAfter() ? 0.02 : 0.03);
	}

	static Stream<Cell> wideWindows() {
		return cells(new int[][] { { 12, 60 }, { 20, 10 }, { 20, 2 }, { 60, 60 }, { 100, 10 }, { 500, 10 }, { 400, 2 },
				{ 2000, 10 } });
	}

	@ParameterizedTest
	@MethodSource("narrowWindows")
	void servesFewPermitsAWindowToo(Cell cell) {
		double windows = Math.ceil(300.0 / cell.limit());
		for (long[] link : LINKS) {
			Simulation simulation = new Simulation(cell, link[0], link[1]).with(new SimulatedClient(2, ALWAYS));
			simulation.run(250.0 / cell.limit());
			Result result = simulation.run(windows);
			note("narrow", cell, link, result, windows * cell.limit());
			String where = cell + " link " + Arrays.toString(link);
			this.softly.assertThat(result.share(windows * cell.limit())).as(where).isGreaterThanOrEqualTo(0.90);
			this.softly.assertThat(result.beyondShare()).as(where).isLessThanOrEqualTo(0.02);
		}
		this.softly.assertAll();
	}

	static Stream<Cell> narrowWindows() {
		return cells(new int[][] { { 1, 5 }, { 2, 10 }, { 1, 1 }, { 5, 1 }, { 9, 60 }, { 6, 30 }, { 3, 2 }, { 9, 1 } });
	}

	private static Stream<Cell> cells(int[][] limits) {
		return Arrays.stream(limits)
			.flatMap((limit) -> Arrays.stream(SimulatedProvider.Kind.values())
				.flatMap((kind) -> Stream.of(true, false)
					.map((retryAfter) -> new Cell(kind, limit[0], limit[1], retryAfter))));
	}

	@ParameterizedTest
	@MethodSource("changing")
	void doesNotRunAwayWhileWorkComesAndGoes(Cell cell) {
		long window = cell.window();
		LongUnaryOperator everySecondWindow = (now) -> (now / window % 2 == 0) ? now : (now / window + 1) * window;
		SimulatedClient client = new SimulatedClient(2, everySecondWindow);
		Simulation simulation = new Simulation(cell, 20, 10).with(client);
		simulation.run(60);
		Result result = simulation.run(200);
		note("on and off", cell, LINKS[0], result, 200.0 * cell.limit() / 2);
		double most = 4.0 * cell.limit() / cell.seconds();
		assertThat(client.rate()).as(cell.toString()).isLessThanOrEqualTo(most);
		assertThat(result.beyondShare()).as(cell.toString()).isLessThanOrEqualTo(0.03);
		assertThat(result.share(200.0 * cell.limit() / 2)).as(cell.toString()).isGreaterThanOrEqualTo(0.8);
	}

	@ParameterizedTest
	@MethodSource("changing")
	void staysWhereItIsWhileWorkIsRare(Cell cell) {
		double initial = (double) cell.limit() / cell.seconds();
		SimulatedClient client = new SimulatedClient(initial, new Rare(cell.window() / cell.limit() * 3));
		new Simulation(cell, 20, 10).with(client).run(300);
		assertThat(client.rate()).as(cell.toString()).isEqualTo(initial);
	}

	@ParameterizedTest
	@MethodSource("changing")
	void twoThatShareAnAccountUnknowinglyServeItTogether(Cell cell) {
		Simulation simulation = new Simulation(cell, 20, 10).with(new SimulatedClient(2, ALWAYS))
			.with(new SimulatedClient(2, ALWAYS));
		simulation.run(60);
		Result result = simulation.run(100);
		note("two", cell, LINKS[0], result, 100.0 * cell.limit());
		assertThat(result.share(100.0 * cell.limit())).as(cell.toString()).isGreaterThanOrEqualTo(0.85);
		assertThat(result.beyondShare()).as(cell.toString()).isLessThanOrEqualTo(0.05);
	}

	static Stream<Cell> changing() {
		return cells(new int[][] { { 20, 2 }, { 60, 60 }, { 500, 10 } });
	}

	@Test
	void keepsToItsBounds() {
		Cell strict = new Cell(SimulatedProvider.Kind.BUCKET, 1, 1000, false);
		SimulatedClient client = new SimulatedClient(2, ALWAYS);
		new Simulation(strict, 1, 1).with(client).run(100);
		assertThat(client.rate()).isBetween(0.01, 1000.0);
	}

	private static void note(String phase, Cell cell, long[] link, Result result, double possible) {
		if (Boolean.getBoolean("simulation.print")) {
			System.out.printf("%-10s %-8s %5d/%-3d %-3s %4d ms: %5.1f %% %5.2f %%%n", phase, cell.kind(), cell.limit(),
					cell.seconds(), cell.retryAfter() ? "RA" : "-", link[0], 100 * result.share(possible),
					100 * result.beyondShare());
		}
	}

	/** One call each so often. */
	private static final class Rare implements LongUnaryOperator {

		private final long gap;

		private long next;

		Rare(long gap) {
			this.gap = gap;
		}

		@Override
		public long applyAsLong(long now) {
			if (now < this.next) {
				return this.next;
			}
			this.next = now + this.gap;
			return now;
		}

	}

}
