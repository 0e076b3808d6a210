package io.apipool.restart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.PoolExhaustedException;
import io.apipool.autoconfigure.ApiPoolAutoConfiguration;
import io.apipool.autoconfigure.UsageAutoConfiguration;
import io.apipool.autoconfigure.UsageJdbcAutoConfiguration;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * An application in a process of its own that does what it is told, line by line:
 * {@code call 5} prints how many of five calls got a key, {@code disable}, {@code reject}
 * and {@code throttle} do that to the first key.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ ApiPoolAutoConfiguration.class, UsageAutoConfiguration.class,
		UsageJdbcAutoConfiguration.class, DataSourceAutoConfiguration.class })
class CallingApplication {

	public static void main(String[] arguments) throws IOException {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(CallingApplication.class)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.run(arguments)) {
			ApiKeyPool pool = context.getBean(ApiKeyPools.class).get("demo");
			System.out.println("> up");
			BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				System.out.println("> " + told(pool, line.split(" ")));
			}
		}
	}

	private static String told(ApiKeyPool pool, String... words) {
		String first = pool.keys().get(0).id();
		return switch (words[0]) {
			case "call" -> Integer.toString(calls(pool, Integer.parseInt(words[1])));
			case "disable" -> {
				pool.disable(first, null);
				yield states(pool);
			}
			case "reject" -> {
				pool.acquire(CallRequest.of("reject")).ended(new CallOutcome.KeyRejected("no such key"));
				yield states(pool);
			}
			default -> states(pool);
		};
	}

	private static int calls(ApiKeyPool pool, int wanted) {
		int served = 0;
		for (int i = 0; i < wanted; i++) {
			try (KeyLease lease = pool.acquire(CallRequest.of("call"))) {
				lease.succeeded();
				served++;
			}
			catch (PoolExhaustedException ex) {
				return served;
			}
		}
		return served;
	}

	private static String states(ApiKeyPool pool) {
		StringBuilder states = new StringBuilder();
		pool.keys().forEach((key) -> states.append(states.isEmpty() ? "" : ",").append(key.state().word()));
		return states.toString().toLowerCase(Locale.ROOT);
	}

}
