package io.apipool.sample;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.apipool.honest.Call;
import io.apipool.honest.HonestProvider;
import io.apipool.honest.Quota;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts a provider of our own that counts every call beyond {@code 8/2s} a key, and puts
 * three keys where variables of the environment would be. With the profile "gemini" it
 * does nothing: the real provider and the real keys are used. Nor does it where the
 * application is only being processed ahead of time.
 */
class DemoProvider implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final Duration LATENCY = Duration.ofMillis(50);

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		if (context.getEnvironment().matchesProfiles("gemini")
				|| Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
			return;
		}
		HonestProvider provider = start();
		context.addApplicationListener((ContextClosedEvent closed) -> provider.close());
		context.getBeanFactory().registerSingleton("demoProvider", provider);
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("demo", Map.of("DEMO_API_KEY_1", "demo-one", "DEMO_API_KEY_2", "demo-two",
					"DEMO_API_KEY_3", "demo-three", "sample.base-url", provider.uri().toString())));
	}

	private static HonestProvider start() {
		return HonestProvider.builder()
			.account("gemini-1", "demo-one")
			.account("gemini-2", "demo-two")
			.account("gemini-3", "demo-three")
			.limits(Quota.sliding(8, Duration.ofSeconds(2)))
			.latency(LATENCY, LATENCY)
			.jitter(Duration.ofMillis(20))
			.keyHeader("x-goog-api-key")
			.answer(DemoProvider::answer)
			.start();
	}

	/** Answers in Gemini's form with the first sentence after the instruction. */
	private static String answer(Call call) {
		String prompt = JSON.readTree(call.body()).at("/contents/0/parts/0/text").asString();
		String text = prompt.substring(prompt.indexOf(": ") + 2);
		String sentence = text.substring(0, text.indexOf('.') + 1);
		return JSON.writeValueAsString(Map.of("candidates", List
			.of(Map.of("content", Map.of("parts", List.of(Map.of("text", sentence.isEmpty() ? text : sentence)))))));
	}

}
