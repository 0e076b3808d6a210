package io.apipool.operations;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is told by the table, the meters and the endpoint is what was called.
 */
@Tag("any-jdk")
class SumsTests {

	private static final int CALLS = 100_000;

	private static final int THREADS = 64;

	private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

	@Test
	void theTableTheMetersAndTheEndpointHaveEachCallOnceByKeyAndOutcome() throws Exception {
		Map<String, Long> made;
		try (RunningApplication application = RunningApplication.start(List.of(Work.class), properties())) {
			Work work = application.bean(Work.class);
			Work.make(work, CALLS, THREADS);
			made = work.made();
			assertThat(made.values().stream().mapToLong(Long::longValue).sum()).isGreaterThanOrEqualTo(CALLS);
			assertThat(made).hasSize(5 * 5);
			assertThat(application.shown()).isEqualTo(made);
			application.flush();
			assertThat(application.written()).isEqualTo(made);
			assertThat(application.shown()).isEqualTo(made);
			assertThat(application.timed()).isEqualTo(made);
			assertThat(application.pool().snapshot().inFlight()).isZero();
		}
		assertThat(RunningApplication.written(new JdbcTemplate(new DriverManagerDataSource(this.url, "sa", ""))))
			.isEqualTo(made);
	}

	private String[] properties() {
		return Stream
			.concat(Work.PROPERTIES.stream(),
					Stream.of("spring.datasource.url=" + this.url, "apipool.usage.flush-interval=200ms"))
			.toArray(String[]::new);
	}

}
