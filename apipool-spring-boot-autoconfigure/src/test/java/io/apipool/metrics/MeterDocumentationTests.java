package io.apipool.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.PoolExhaustedException;
import io.apipool.Usage;
import io.apipool.batch.BatchCall;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The table of the manual and the dashboard say what is registered, and nothing else.
 */
class MeterDocumentationTests {

	private static final Path DOCS = Path.of("..", "docs");

	private static final Pattern ROW = Pattern
		.compile("\\| `(apipool[a-z.]+)` \\| `([a-z_]+)` \\| (\\w+)[^|]*\\| ([^|]*)\\|.*");

	private static final Pattern ASKED = Pattern.compile("apipool_\\w+");

	private static final Pattern LABELS = Pattern.compile("\\bby ?\\(([^)]*)\\)|(\\w+) ?(?:=~|!~|!=|=)\"");

	private final ApplicationContextRunner contexts = MeteredApplication.CONTEXTS
		.withBean(MeteredApplication.Behind.class, () -> new MeteredApplication.Behind(7, 3))
		.withBean(PrometheusMeterRegistry.class, () -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))
		.withPropertyValues("apipool.pools.demo.keys=one", "apipool.pools.demo.limits=1 concurrent",
				"apipool.pools.demo.max-wait=1h", "apipool.pools.learning.keys=one",
				"apipool.pools.learning.adaptive.enabled=true");

	@Test
	void theTableIsWhatIsRegistered() {
		this.contexts.run((context) -> {
			touchAll(context);
			assertThat(documented().map(Row::text)).containsExactlyInAnyOrderElementsOf(registered(context));
			assertThat(moving(context)).isNotEmpty()
				.allSatisfy(
						(meter) -> assertThat(meter.measure().iterator().next().getValue()).as(meter.getId().toString())
							.isPositive());
		});
	}

	@Test
	void theTableHasTheNamesThatPrometheusShows() {
		this.contexts.run((context) -> {
			touchAll(context);
			String scraped = context.getBean(PrometheusMeterRegistry.class).scrape();
			assertThat(documented()).isNotEmpty()
				.allSatisfy((row) -> assertThat(scraped).containsPattern("(?m)^" + row.prometheus() + "[ {]"));
		});
	}

	@Test
	void theDashboardAsksForWhatThereIs() throws IOException {
		JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(DOCS.resolve("grafana-dashboard.json")));
		List<String> queries = queries(dashboard);
		assertThat(queries).hasSizeGreaterThan(8);
		this.contexts.run((context) -> {
			touchAll(context);
			Map<String, String> series = series(context.getBean(PrometheusMeterRegistry.class).scrape());
			for (String query : queries) {
				List<String> asked = ASKED.matcher(query).results().map((match) -> match.group()).toList();
				assertThat(asked).as(query).isNotEmpty().allSatisfy((name) -> {
					assertThat(series).containsKey(name);
					assertThat(labels(query))
						.allSatisfy((label) -> assertThat(series.get(name)).contains(label + "=\""));
				});
			}
		});
	}

	@Test
	void theDashboardCanBeImported() throws IOException {
		JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(DOCS.resolve("grafana-dashboard.json")));
		assertThat(dashboard.at("/__inputs/0/pluginId").asString()).isEqualTo("prometheus");
		String input = "${" + dashboard.at("/__inputs/0/name").asString() + "}";
		List<JsonNode> panels = StreamSupport.stream(dashboard.at("/panels").spliterator(), false).toList();
		assertThat(panels).isNotEmpty()
			.allSatisfy((panel) -> assertThat(panel.at("/datasource/uid").asString()).isEqualTo(input));
		assertThat(panels).extracting((panel) -> panel.at("/id").asInt()).doesNotHaveDuplicates();
		assertThat(panels).extracting((panel) -> panel.at("/title").asString()).doesNotHaveDuplicates();
		assertThat(dashboard.at("/uid").asString()).isNotBlank();
		assertThat(dashboard.at("/schemaVersion").asInt()).isGreaterThan(30);
	}

	private static void touchAll(ApplicationContext context) {
		ApiKeyPool pool = context.getBean(ApiKeyPools.class).get("demo");
		KeyLease lease = pool.acquire(CallRequest.of("chat").tokens(100));
		CompletableFuture<KeyLease> waiting = pool.acquireAsync(CallRequest.of("chat"));
		waiting.cancel(false);
		context.getBean(PoolMeters.class).shadowed(lease, "10/m");
		lease.succeeded(Usage.tokens(30, 20));
		BatchCall.on(pool, "prices").run(List.of("btc"), (coin) -> coin, (coin, key) -> coin);
		pool.acquire(CallRequest.of("chat")).ended(new CallOutcome.Throttled(null, false));
		CallRequest once = CallRequest.of("chat").maxWait(Duration.ZERO);
		assertThatExceptionOfType(PoolExhaustedException.class).isThrownBy(() -> pool.acquire(once));
	}

	private static Stream<Row> documented() throws IOException {
		return Files.readAllLines(DOCS.resolve("metrics.md"))
			.stream()
			.map(ROW::matcher)
			.filter(Matcher::matches)
			.map((row) -> new Row(row.group(1), row.group(2), row.group(3), tags(row.group(4))));
	}

	private static String tags(String cell) {
		return Pattern.compile("`(\\w+)`")
			.matcher(cell)
			.results()
			.map((tag) -> tag.group(1))
			.sorted()
			.collect(Collectors.joining(" "));
	}

	private static TreeSet<String> registered(ApplicationContext context) {
		MeterRegistry registry = context.getBean(MeterRegistry.class);
		TreeSet<String> rows = new TreeSet<>();
		for (Meter meter : registry.getMeters()) {
			Meter.Id id = meter.getId();
			if (id.getName().startsWith("apipool.")) {
				String tags = id.getTags()
					.stream()
					.map((tag) -> tag.getKey())
					.sorted()
					.collect(Collectors.joining(" "));
				rows.add(id.getName() + " " + id.getType().name().toLowerCase(Locale.ROOT) + " " + tags);
			}
		}
		return rows;
	}

	/** Returns our meters that count what happens. */
	private static List<Meter> moving(ApplicationContext context) {
		return context.getBean(MeterRegistry.class)
			.getMeters()
			.stream()
			.filter((meter) -> meter.getId().getName().startsWith("apipool."))
			.filter((meter) -> meter.getId().getType() != Meter.Type.GAUGE)
			.toList();
	}

	private static Map<String, String> series(String scraped) {
		Map<String, String> series = new TreeMap<>();
		scraped.lines()
			.filter((line) -> line.startsWith("apipool_"))
			.forEach((line) -> series.merge(line.split("[ {]")[0], line, String::concat));
		return series;
	}

	private static List<String> queries(JsonNode node) {
		List<String> queries = new ArrayList<>();
		for (JsonNode expression : node.findValues("expr")) {
			queries.add(expression.asString());
		}
		for (JsonNode variable : node.at("/templating/list")) {
			queries.add(variable.at("/query/query").asString());
		}
		return queries;
	}

	private static TreeSet<String> labels(String query) {
		TreeSet<String> labels = new TreeSet<>();
		LABELS.matcher(query).results().forEach((match) -> {
			String grouped = match.group(1);
			labels.addAll((grouped != null) ? List.of(grouped.split(", *")) : List.of(match.group(2)));
		});
		labels.remove("le");
		return labels;
	}

	/**
	 * A row of the table.
	 */
	private record Row(String name, String prometheus, String type, String tags) {

		String text() {
			return this.name + " " + this.type + " " + this.tags;
		}

	}

}
