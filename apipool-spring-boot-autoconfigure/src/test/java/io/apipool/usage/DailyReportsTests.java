package io.apipool.usage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.apipool.CallRequest;
import io.apipool.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The report of a day is a file that is whole, or none.
 */
@ExtendWith(OutputCaptureExtension.class)
class DailyReportsTests {

	private static final LocalDate DAY = LocalDate.parse("2026-11-22");

	private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

	@TempDir
	Path directory;

	private final MemoryUsageStore store = new MemoryUsageStore();

	@Test
	void aReportHasAnEntryForEachKey() throws IOException {
		UsageFixture usage = open(this.directory);
		usage.attempt(new TestLease(usage.key("a"), "demo", CallRequest.of("chat"), Duration.ZERO),
				UsageFixture.SUCCEEDED, Usage.total(120).cost(0.5));
		usage.attempt("a", UsageFixture.THROTTLED);
		usage.attempt("b", UsageFixture.SUCCEEDED);
		usage.reports.writeDaily(DAY);
		JsonNode json = JsonMapper.builder().build().readTree(Files.readString(file("json")));
		assertThat(json.get("day").asString()).isEqualTo("2026-11-22");
		assertThat(json.get("zone").asString()).isEqualTo("America/Los_Angeles");
		assertThat(json.get("keys")).hasSize(2);
		assertThat(json.get("keys").get(0).toString()).isEqualTo("{\"pool\":\"demo\",\"key\":\"a\",\"calls\":2,"
				+ "\"outcomes\":{\"succeeded\":1,\"throttled\":1},\"latencyMeanMillis\":250,\"latencyMaxMillis\":250,"
				+ "\"units\":{\"tokens\":120},\"cost\":0.5,\"waits\":0}");
		assertThat(Files.readAllLines(file("csv"))).containsExactly(
				"day,pool,key,calls,succeeded,throttled,quota-exhausted,out-of-credit,key-rejected,overloaded,failed,"
						+ "request-error,cancelled,latency-mean-millis,latency-max-millis,cost,waits,units tokens",
				"2026-11-22,demo,a,2,1,1,0,0,0,0,0,0,0,250,250,0.5,0,120",
				"2026-11-22,demo,b,1,1,0,0,0,0,0,0,0,0,250,250,0,0,0");
		assertThat(Files.readString(file("json"))).doesNotContain("secret");
		assertThat(names()).hasSize(2);
	}

	@Test
	void whoReadsWhileItIsWrittenSeesAWholeReport() throws Exception {
		UsageFixture usage = open(this.directory);
		usage.attempt("a", UsageFixture.SUCCEEDED);
		usage.reports.writeDaily(DAY);
		String whole = Files.readString(file("json"));
		AtomicBoolean over = new AtomicBoolean();
		AtomicInteger written = new AtomicInteger();
		FutureTask<Boolean> writing = new FutureTask<>(() -> {
			while (!over.get()) {
				usage.reports.writeDaily(DAY);
				written.incrementAndGet();
			}
		}, true);
		Thread writer = new Thread(writing);
		writer.setDaemon(true);
		writer.start();
		for (int i = 0; i < 500 || (written.get() < 100 && !writing.isDone()); i++) {
			assertThat(Files.readString(file("json"))).isEqualTo(whole);
		}
		over.set(true);
		assertThat(writing.get(30, TimeUnit.SECONDS)).isTrue();
		assertThat(written).hasValueGreaterThanOrEqualTo(100);
	}

	@Test
	void aSpreadsheetTakesNoNameForAFormula() throws IOException {
		UsageFixture usage = open(this.directory);
		for (String name : List.of("=cmd()", "-1", "@SUM(A1)", "+1,2", "a\"b", "c,d")) {
			usage.attempt(new TestLease(TestKey.of(name), "demo", CallRequest.of("chat"), Duration.ZERO),
					UsageFixture.SUCCEEDED, Usage.none().units("=" + name, 1));
		}
		usage.reports.writeDaily(DAY);
		assertThat(Files.readAllLines(file("csv"))).extracting((line) -> line.split(",")[2])
			.containsExactly("key", "\"'+1", "\"'-1\"", "\"'=cmd()\"", "\"'@SUM(A1)\"", "\"a\"\"b\"", "\"c");
		JsonNode json = JsonMapper.builder().build().readTree(Files.readString(file("json")));
		assertThat(json.get("keys").get(4).get("key").asString()).isEqualTo("a\"b");
	}

	@Test
	void aDayIsWrittenWhenItIsOverInItsZone() {
		UsageFixture usage = open(this.directory);
		DailyReports daily = start(usage);
		usage.attempt("a", UsageFixture.SUCCEEDED);
		usage.pass(Duration.between(UsageFixture.NOON, DAY.plusDays(1).atStartOfDay(ZONE).toInstant()));
		assertThat(names()).isEmpty();
		usage.pass(Duration.ofMinutes(1));
		assertThat(names()).containsExactly("apipool-usage-2026-11-22.csv", "apipool-usage-2026-11-22.json");
		usage.pass(Duration.ofDays(2));
		assertThat(names()).hasSize(6);
		daily.stop();
		assertThat(usage.time.pendingTimers()).isZero();
	}

	@Test
	void missedDaysAreWrittenAtTheNextStart() {
		UsageFixture usage = open(this.directory);
		for (int i = 0; i < 40; i++) {
			usage.attempt("a", UsageFixture.SUCCEEDED);
			usage.pass(Duration.ofDays((i == 20) ? 2 : 1));
			usage.flusher.flush();
		}
		assertThat(names()).isEmpty();
		start(usage);
		usage.pass(Duration.ZERO);
		assertThat(names()).hasSize(60);
	}

	@Test
	void aDirectoryThatFailsIsToldOnceAndTriedAgain(CapturedOutput output) throws IOException {
		Path place = Files.createFile(this.directory.resolve("reports"));
		UsageFixture usage = open(place);
		start(usage);
		usage.pass(Duration.ofMillis(1));
		assertThat(output).contains("apipool.usage.report.directory = '" + place + "' cannot be written to");
		usage.attempt("a", UsageFixture.SUCCEEDED);
		usage.pass(Duration.ofDays(2));
		assertThat(usage.reports.totals(UsageFixture.always()).calls()).isEqualTo(1);
		assertThatThrownBy(() -> usage.reports.writeDaily(DAY)).isInstanceOf(UncheckedIOException.class);
		Files.delete(place);
		usage.pass(Duration.ofMinutes(5));
		assertThat(place.resolve("apipool-usage-2026-11-22.json")).exists();
		assertThat(output.getAll()).containsOnlyOnce("A daily report of usage cannot be written");
	}

	@Test
	void withoutADirectoryThereIsNoReport() {
		UsageFixture usage = UsageFixture.of(this.store);
		assertThat(DailyReports.of(usage.reports, usage.time, Runnable::run, Duration.ofSeconds(10))).isNull();
		assertThatIllegalStateException().isThrownBy(() -> usage.reports.writeDaily(DAY))
			.withMessageContaining("apipool.usage.report.directory");
	}

	private UsageFixture open(Path place) {
		UsageFixture.Setup setup = new UsageFixture.Setup(this.store);
		setup.place = new ReportPlace(place, ZONE);
		return setup.open();
	}

	private static DailyReports start(UsageFixture usage) {
		DailyReports daily = DailyReports.of(usage.reports, usage.time, Runnable::run, Duration.ofSeconds(10));
		assertThat(daily).isNotNull();
		daily.start();
		return daily;
	}

	private Path file(String type) {
		return this.directory.resolve("apipool-usage-" + DAY + "." + type);
	}

	private List<String> names() {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.map((file) -> file.getFileName().toString()).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
