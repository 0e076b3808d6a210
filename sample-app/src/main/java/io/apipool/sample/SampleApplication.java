package io.apipool.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Summarises documents with a pool of API keys, prints what each key did, and stays up
 * with {@code GET /summaries?text=...}.
 */
@SpringBootApplication
public class SampleApplication {

	/**
	 * Starts the sample.
	 * @param args {@code --naive} for a hand-made round robin in place of the pool
	 */
	public static void main(String[] args) {
		start(args);
	}

	static ConfigurableApplicationContext start(String... args) {
		SpringApplication application = new SpringApplication(SampleApplication.class);
		application.addInitializers(new DemoProvider());
		return application.run(args);
	}

}
