package io.apipool.sample;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.apipool.honest.Fault;
import io.apipool.honest.HonestProvider;
import io.apipool.honest.HonestProviderBuilder;
import io.apipool.honest.Quota;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.Assert;

/**
 * Starts a provider of prices where {@code --job=prices} is given, and puts its five keys
 * where variables of the environment would be. It allows {@code 200/2s} of each key,
 * counts every call beyond that, and answers one of fifty with 500, as providers do.
 */
class PriceProvider implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final int KEYS = 5;

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		String job = context.getEnvironment().getProperty("job");
		if (job == null) {
			return;
		}
		Assert.isTrue(job.equals("prices"), () -> "--job=" + job + ": there is no such job, only --job=prices");
		HonestProvider provider = start();
		context.addApplicationListener((ContextClosedEvent closed) -> provider.close());
		context.getBeanFactory().registerSingleton("priceProvider", provider);
		Map<String, Object> properties = IntStream.rangeClosed(1, KEYS)
			.boxed()
			.collect(Collectors.toMap((number) -> "PRICES_API_KEY_" + number, PriceProvider::secret));
		properties.put("sample.prices-url", provider.uri().toString());
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("prices", properties));
	}

	private static HonestProvider start() {
		HonestProviderBuilder builder = HonestProvider.builder()
			.limits(Quota.sliding(200, Duration.ofSeconds(2)))
			.latency(Duration.ofMillis(50), Duration.ofMillis(50))
			.jitter(Duration.ofMillis(20))
			.answer((call) -> "{\"usd\":" + call.path().length() + "}");
		IntStream.rangeClosed(1, KEYS).forEach((number) -> builder.account("prices-" + number, secret(number)));
		HonestProvider provider = builder.start();
		provider.faults(Fault.status(500).share(0.02));
		return provider;
	}

	private static String secret(int number) {
		return "price-" + number;
	}

}
