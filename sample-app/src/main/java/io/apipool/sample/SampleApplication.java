package io.apipool.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.service.registry.ImportHttpServices;

/**
 * Summarises documents and finds titles for them with two pools of API keys, prints what
 * each key did, and stays up with {@code GET /summaries?text=...}. With
 * {@code --job=prices} it asks for prices in a batch and ends.
 */
@SpringBootApplication
@ImportHttpServices(group = "titles", types = TitleClient.class)
public class SampleApplication {

	/**
	 * Starts the sample.
	 * @param args {@code --naive} for a hand-made round robin in place of the pools,
	 * {@code --job=prices} for a batch
	 */
	public static void main(String[] args) {
		ConfigurableApplicationContext context = start(args);
		if (context.getEnvironment().containsProperty("job")) {
			System.exit(SpringApplication.exit(context));
		}
	}

	static ConfigurableApplicationContext start(String... args) {
		SpringApplication application = new SpringApplication(SampleApplication.class);
		application.addInitializers(new PriceProvider(), new DemoProviders());
		return application.run(args);
	}

}
