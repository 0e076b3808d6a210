package io.apipool.sample;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says where the pools can be watched, before anything else is done. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class PageAddress implements ApplicationRunner {

	private final Environment environment;

	PageAddress(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void run(ApplicationArguments args) {
		System.out.printf("Watch the pools at http://localhost:%s/actuator/apipooldashboard%n",
				this.environment.getProperty("local.server.port"));
	}

}
