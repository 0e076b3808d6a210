package io.apipool.benchmarks.goodput;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs some cells of the program for a few windows, with a margin that allows for a busy
 * machine.
 */
@Tag("any-jdk")
class GoodputBenchmarkTests {

	@Test
	void ourCallsAreNeverBeyondAndTheFilesCanBeRead(@TempDir Path folder) throws Exception {
		Setting setting = Setting.of("--windows=3", "--seconds=1", "--margin=950ms", "--at-once=4",
				"--cells=fixed (1 saturated|200 bursty|200 pauses) configured|fixed 200 bursty gcra");
		GoodputBenchmark.warmUp();
		List<CellResult> results = new Plan(setting, Cell.matching(setting.cells())).run();
		GoodputBenchmark.write(setting, results, folder);
		DocumentContext rows = JsonPath.parse(Files.readString(folder.resolve("goodput.json")));
		assertThat(rows.<List<Integer>>read("$[?(@.contender == 'configured')].beyond")).containsExactly(0, 0, 0);
		assertThat(rows.<List<List<Integer>>>read("$[*].acceptedInWindows")).hasSize(4)
			.allMatch((windows) -> windows.stream().mapToInt(Integer::intValue).sum() > 0);
		assertThat(new GoodputTable(results).toString()).contains("| configured | 1 | saturated |");
		assertThat(new Verdict(results).toString()).contains("| fixed 200 bursty configured |");
		Document chart = DocumentBuilderFactory.newInstance()
			.newDocumentBuilder()
			.parse(folder.resolve("goodput.svg").toFile());
		assertThat(chart.getElementsByTagName("title").getLength()).isGreaterThan(1);
	}

	@Test
	void aRunLastsAsLongAsItsLongestLanes() {
		Setting setting = Setting.of("--windows=8", "--at-once=2", "--cells=fixed 1 saturated (gcra|bucket4j|rotate)");
		Plan plan = new Plan(setting, Cell.matching(setting.cells()));
		assertThat(plan.length().toSeconds()).isEqualTo(40);
	}

	@Test
	void everyContenderIsComparedInEveryRowOfItsLoad() {
		List<Cell> cells = Cell.matching(Setting.of("--no-adaptive").cells());
		assertThat(cells).extracting(Cell::row)
			.contains("fixed 1 saturated", "sliding 200 bursty", "bucket 200 pauses");
		assertThat(cells).filteredOn((cell) -> cell.row().equals("fixed 200 bursty"))
			.extracting(Cell::contender)
			.contains(Contender.CONFIGURED, Contender.AIMD, Contender.GCRA, Contender.RESILIENCE4J, Contender.BUCKET4J,
					Contender.ROTATE_ON_429, Contender.REMOVE_ON_429);
	}

	@Test
	void whatCellsAreWantedCanBeSaidInTwoWaysAtOnce() {
		assertThat(Cell.matching(Setting.of("--cells=fixed 1 saturated (adaptive|gcra)$", "--no-adaptive").cells()))
			.extracting(Cell::toString)
			.containsExactly("fixed 1 saturated gcra");
	}

	@Test
	void clumpsAreNineTenthsOfWhatIsPossible() {
		Clumps clumps = new Clumps(0, 20, 1000, 80);
		assertThat(clumps.arrivedSince(0)).isEqualTo(20 * 72);
		assertThat(IntStream.range(0, 20)
			.mapToLong((window) -> clumps.arrivedSince(1000 * window) - clumps.arrivedSince(1000 * (window + 1L))))
			.containsOnly(72L);
	}

}
