package io.apipool.config;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.config.server.EnableConfigServer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A config server that serves the files of one directory, and decrypts what is encrypted
 * in them. Its settings have a name of their own: an {@code application.yml} would also
 * be that of an application that a test starts beside it.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableConfigServer
public class ConfigServerApplication {

	/**
	 * Starts the server.
	 * @param args {@code --files=...}, the directory; {@code --server.port=...}, 8888 by
	 * default
	 */
	public static void main(String[] args) {
		ConfigurableApplicationContext context = start(args);
		System.out.printf("Serving %s at http://localhost:%s%n", context.getEnvironment().getProperty("files"),
				context.getEnvironment().getProperty("local.server.port"));
	}

	static ConfigurableApplicationContext start(String... args) {
		return new SpringApplicationBuilder(ConfigServerApplication.class).web(WebApplicationType.SERVLET)
			.properties("spring.config.name=config-server")
			.run(args);
	}

}
