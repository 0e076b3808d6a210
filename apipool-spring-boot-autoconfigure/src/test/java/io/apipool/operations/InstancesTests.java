package io.apipool.operations;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.apipool.usage.ReportQuery;
import io.apipool.usage.UsageReports;
import io.apipool.usage.UsageTotals;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two applications that share one real PostgreSQL.
 */
@Tag("any-jdk")
class InstancesTests {

	@TempDir
	private Path directory;

	@Test
	void eachTellsTheExactSumOfBoth() throws Exception {
		try (RestartablePostgres postgres = RestartablePostgres.start(this.directory);
				RunningApplication left = RunningApplication.start(List.of(Work.class), properties(postgres));
				RunningApplication right = RunningApplication.start(List.of(Work.class), properties(postgres))) {
			Work.make(left.bean(Work.class), 3000, 4);
			Work.make(right.bean(Work.class), 2000, 4);
			Work.make(left.bean(Work.class), 1000, 4);
			left.flush();
			right.flush();
			Map<String, Long> both = new TreeMap<>(left.bean(Work.class).made());
			right.bean(Work.class).made().forEach((name, count) -> both.merge(name, count, Long::sum));
			assertThat(left.shown()).isEqualTo(both);
			assertThat(right.shown()).isEqualTo(both);
			assertThat(totals(left)).isEqualTo(byOutcome(both));
			assertThat(totals(right)).isEqualTo(byOutcome(both));
			assertThat(instances(postgres)).isEqualTo(2);
		}
	}

	private static Map<String, Long> totals(RunningApplication application) {
		UsageTotals totals = application.bean(UsageReports.class)
			.totals(ReportQuery.last(Instant.now(), Duration.ofHours(1)).pool("demo"));
		assertThat(totals.complete()).isTrue();
		assertThat(totals.calls()).isEqualTo(totals.outcomes().values().stream().mapToLong(Long::longValue).sum());
		return new TreeMap<>(totals.outcomes());
	}

	private static Map<String, Long> byOutcome(Map<String, Long> made) {
		Map<String, Long> sums = new TreeMap<>();
		made.forEach((name, count) -> sums.merge(name.substring(name.indexOf(' ') + 1), count, Long::sum));
		return sums;
	}

	private static long instances(RestartablePostgres postgres) {
		Long count = postgres.database()
			.queryForObject("SELECT COUNT(DISTINCT instance) FROM apipool_usage", Long.class);
		return (count != null) ? count : 0;
	}

	private static String[] properties(RestartablePostgres postgres) {
		return Stream
			.concat(Work.PROPERTIES.stream(), Stream.of(postgres.property(), "apipool.usage.flush-interval=200ms"))
			.toArray(String[]::new);
	}

}
