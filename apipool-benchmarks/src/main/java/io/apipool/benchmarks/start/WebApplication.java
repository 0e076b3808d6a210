package io.apipool.benchmarks.start;

import java.lang.management.ManagementFactory;
import java.util.Map;

import com.sun.management.OperatingSystemMXBean;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A web application that says when it has started, and ends. It knows nothing of pools:
 * whether there are any is a matter of its class path. Internal.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
public class WebApplication {

	/** What it says, followed by the processor time that its start took. */
	static final String STARTED = "started after processor nanoseconds ";

	/**
	 * Starts, and ends.
	 * @param arguments those of Spring Boot
	 */
	public static void main(String[] arguments) {
		SpringApplication.run(WebApplication.class, arguments);
		OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		System.out.println(STARTED + machine.getProcessCpuTime());
		System.out.flush();
		Runtime.getRuntime().halt(0);
	}

	/**
	 * Answers a request.
	 * @return the answer
	 */
	@GetMapping("/")
	public Map<String, String> greet() {
		return Map.of("hello", "world");
	}

}
