package io.apipool.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.apipool.ApiKeyPools;
import io.apipool.GroupSnapshot;
import io.apipool.LearntLimit;
import io.apipool.LimitSnapshot;
import io.apipool.honest.AccountReport;
import io.apipool.honest.HonestProvider;
import io.apipool.honest.Quota;
import io.apipool.honest.Report;
import io.apipool.usage.UsageFlusher;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

@ExtendWith(OutputCaptureExtension.class)
class SampleApplicationTests {

	private static final int DOCUMENTS = 50;

	@TempDir
	private Path directory;

	@Test
	void thePoolsUseAllKeysAndComeBeyondNoLimit(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = start("--sample.documents=" + DOCUMENTS)) {
			assertThat(List.of(report(context, "summaryProvider"), report(context, "titleProvider")))
				.allSatisfy((report) -> {
					assertThat(report.accepted()).isEqualTo(DOCUMENTS);
					assertThat(report.beyond()).isZero();
					assertThat(report.accounts()).allMatch((account) -> account.accepted() >= DOCUMENTS / 4);
				});
			assertThat(context.getBean(WaitCounter.class).waits("gemini")).isPositive();
			assertThat(output).contains(DOCUMENTS + " of " + DOCUMENTS)
				.containsPattern("gemini-1 +\\d+ +0 {2,}0")
				.containsPattern("all +" + DOCUMENTS + " +0 +\\d+ +0")
				.containsPattern("titles-2 +\\d+ +0 {2,}0\\s+all +" + DOCUMENTS + " +0 +\\d+ +0");
			assertThat(summary(context, "Today%20it%20rained%20all%20day%20long.%20Still.")).isEqualTo("""
					{"text":"Today it rained all day long. Still.",\
					"summary":"Today it rained all day long.","title":"Today it rained all"}""");
		}
	}

	@Test
	@Tag("any-jdk")
	void thePoolOfTitlesLearnsItsLimitsFromTheAnswers() {
		try (ConfigurableApplicationContext context = start("--sample.documents=2")) {
			assertThat(context.getBean(ApiKeyPools.class).get("titles").snapshot().groups())
				.flatExtracting(GroupSnapshot::learnt)
				.extracting(LearntLimit::limit, LearntLimit::source)
				.contains(tuple(15.0, "header"));
		}
	}

	@Test
	void whatWasUsedIsInTheDatabaseAndOnThePageAndStillThereAfterARestart(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = start("--sample.documents=6")) {
			assertThat(output).containsPattern("Watch the pools at http://localhost:\\d+/actuator/apipooldashboard");
			assertThat(get(context, "/actuator/apipooldashboard")).contains("app.js", "app.css");
			assertThat(get(context, "/actuator/apipool/gemini/usage?window=1h&by=outcome")).contains("\"calls\":6");
			context.getBean(UsageFlusher.class).flush();
			assertThat(get(context, "/attempts")).contains("gemini-1", "titles-2", "succeeded");
		}
		try (ConfigurableApplicationContext context = start("--sample.documents=1")) {
			assertThat(context.getBean(ApiKeyPools.class).get("gemini").snapshot().groups())
				.flatExtracting(GroupSnapshot::limits)
				.filteredOn((limit) -> limit.limit().startsWith("5000/day"))
				.extracting(LimitSnapshot::used)
				.satisfies((used) -> assertThat(used.stream().mapToDouble(Double::doubleValue).sum()).isEqualTo(7));
		}
	}

	@Test
	@Tag("any-jdk")
	void aHandMadeRoundRobinComesBeyond(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start("--naive", "--sample.documents=" + DOCUMENTS)) {
			Report report = report(context, "summaryProvider");
			assertThat(report.accepted()).isEqualTo(DOCUMENTS);
			assertThat(report.accounts()).extracting(AccountReport::beyond).allMatch((beyond) -> beyond > 0);
			assertThat(output).containsPattern("all +" + (DOCUMENTS + report.beyond()) + " +" + report.beyond());
		}
	}

	@Test
	void withTheProfileGeminiTheSameCodeUsesTheUsersOwnKeysAndAddress(CapturedOutput output) {
		try (HonestProvider provider = HonestProvider.builder()
			.keys("mine")
			.keyHeader("x-goog-api-key")
			.limits(Quota.sliding(10, Duration.ofMinutes(1)).model("*"))
			.answer((call) -> "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"" + call.model() + "\"}]}}]}")
			.start();
				ConfigurableApplicationContext context = start("--spring.profiles.active=gemini",
						"--GEMINI_API_KEY_7=mine", "--sample.base-url=" + provider.uri())) {
			assertThat(provider.report().accepted()).isEqualTo(12);
			assertThat(context.getBeanNamesForType(HonestProvider.class)).isEmpty();
			assertThat(output).containsPattern("gemini-7 +6 +0 {2,}0").containsPattern("titles-7 +6 +0 {2,}0");
		}
	}

	private ConfigurableApplicationContext start(String... args) {
		return SampleApplication.start(StringUtils.concatenateStringArrays(args, new String[] { "--server.port=0",
				"--sample.directory=" + this.directory, "--apipool.usage.flush-interval=100ms" }));
	}

	private static Report report(ConfigurableApplicationContext context, String provider) {
		return context.getBean(provider, HonestProvider.class).report();
	}

	private static String summary(ConfigurableApplicationContext context, String text) throws Exception {
		return get(context, "/summaries?text=" + text);
	}

	private static String get(ConfigurableApplicationContext context, String path) throws Exception {
		URI uri = URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path);
		return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
	}

}
