package io.apipool.sample;

import java.time.Duration;
import java.util.Map;

import io.apipool.honest.Call;
import io.apipool.honest.HonestProvider;
import io.apipool.honest.HonestProviderBuilder;
import io.apipool.honest.Quota;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts two providers of our own that count every call beyond a key's limit, and puts
 * their keys where variables of the environment would be. One allows {@code 8/2s} and
 * leaves it at that; the other tells its limit with each answer. With the profile
 * "gemini" it does nothing: the real provider and the real keys are used. Nor does it
 * where the application is only being processed ahead of time.
 */
class DemoProviders implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final Duration LATENCY = Duration.ofMillis(50);

	private static final Duration WINDOW = Duration.ofSeconds(2);

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		if (context.getEnvironment().matchesProfiles("gemini")
				|| Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
			return;
		}
		HonestProvider summaries = start(context, "summaryProvider",
				HonestProvider.builder()
					.account("gemini-1", "demo-one")
					.account("gemini-2", "demo-two")
					.account("gemini-3", "demo-three")
					.limits(Quota.sliding(8, WINDOW))
					.keyHeader("x-goog-api-key"));
		HonestProvider titles = start(context, "titleProvider",
				HonestProvider.builder()
					.account("titles-1", "title-one")
					.account("titles-2", "title-two")
					.limits(Quota.fixed(15, WINDOW))
					.announced());
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("demo",
					Map.of("DEMO_API_KEY_1", "demo-one", "DEMO_API_KEY_2", "demo-two", "DEMO_API_KEY_3", "demo-three",
							"TITLES_API_KEY_1", "title-one", "TITLES_API_KEY_2", "title-two", "sample.base-url",
							summaries.uri().toString(), "sample.titles-url", titles.uri().toString())));
	}

	private static HonestProvider start(ConfigurableApplicationContext context, String name,
			HonestProviderBuilder builder) {
		HonestProvider provider = builder.latency(LATENCY, LATENCY)
			.jitter(Duration.ofMillis(20))
			.answer(DemoProviders::answer)
			.start();
		context.addApplicationListener((ContextClosedEvent closed) -> provider.close());
		context.getBeanFactory().registerSingleton(name, provider);
		return provider;
	}

	/** Answers with the first sentence after the instruction, or its first four words. */
	private static String answer(Call call) {
		String prompt = JSON.readValue(call.body(), Gemini.Prompt.class).text();
		String text = prompt.substring(prompt.indexOf(": ") + 2);
		String shortened = prompt.contains("title") ? text.replaceAll("^((\\S+\\s+){3}[^\\s.]+).*", "$1")
				: text.replaceAll("^([^.]*\\.).*", "$1");
		return JSON.writeValueAsString(Gemini.Answer.of(shortened));
	}

}
