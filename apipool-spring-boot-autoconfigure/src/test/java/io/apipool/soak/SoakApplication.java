package io.apipool.soak;

import java.util.Map;
import java.util.TreeMap;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.UsageBacklog;
import io.apipool.http.PooledRestClients;
import io.apipool.http.PooledWebClients;
import io.apipool.operations.RestartablePostgres;
import io.apipool.sync.DefinitionSynchronizer;
import io.apipool.usage.UsageFlusher;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The application, over a real database and a provider in a process of its own. */
final class SoakApplication implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private final Provider provider;

	private SoakApplication(ConfigurableApplicationContext context, Provider provider) {
		this.context = context;
		this.provider = provider;
	}

	static SoakApplication start(Plan plan, Provider provider, RestartablePostgres database, LiveKeys keys,
			Tally tally) {
		Sender sender = new Sender(provider.uri(), tally, plan.timeout());
		return new SoakApplication(new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.initializers((starting) -> {
				starting.getEnvironment().getPropertySources().addFirst(keys);
				starting.getBeanFactory().registerSingleton("sender", sender);
				starting.getBeanFactory().registerSingleton("tally", tally);
			})
			.run("--" + database.property(), "--spring.main.banner-mode=off", "--logging.level.root=warn",
					"--logging.threshold.console=off", "--logging.file.name=target/soak.log",
					"--spring.datasource.hikari.connection-timeout=1000",
					"--apipool.usage.jdbc.initialize-schema=always", "--apipool.usage.flush-interval=1s",
					"--apipool.usage.events=none"),
				provider);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	ApiKeyPool pool() {
		return bean(ApiKeyPools.class).get("demo");
	}

	DefinitionSynchronizer synchronizer() {
		return bean(DefinitionSynchronizer.class);
	}

	/** Lets callers of every kind begin. */
	Callers call(Tally tally, Plan plan) {
		Sender sender = bean(Sender.class);
		Callers callers = new Callers(bean(ApiKeyPools.class), sender, tally);
		callers.start(bean(SoakService.class), new HttpCallers(bean(PooledRestClients.class),
				bean(PooledWebClients.class), pool(), sender, tally, plan.timeout()));
		return callers;
	}

	Vitals vitals() {
		return Vitals.of(bean(ApiKeyPools.class), bean(HikariDataSource.class), this.provider.uri());
	}

	/** Writes what waits to be written, and returns what still does. */
	long flush() {
		bean(UsageFlusher.class).flush();
		return bean(UsageBacklog.class).pending();
	}

	long dropped() {
		return bean(UsageBacklog.class).dropped();
	}

	/** Looks at the meters, as a monitoring system does each minute. */
	int look() {
		bean(MeterRegistry.class).get("apipool.waiting").gauges().forEach(Gauge::value);
		return bean(MeterRegistry.class).getMeters().size();
	}

	int openClients() {
		return bean(KeyedClient.Factory.class).open();
	}

	/** Returns the attempts in the table, by operation and key. */
	Map<String, Long> written() {
		return sums("SELECT operation || ' ' || key_id, SUM(attempts) FROM apipool_usage GROUP BY 1");
	}

	/** Returns the attempts in the table, by operation, key and outcome. */
	Map<String, Long> outcomes() {
		return sums("SELECT operation || ' ' || key_id || ' ' || outcome, SUM(attempts) FROM apipool_usage GROUP BY 1");
	}

	/** Returns the attempts that the timers counted, by operation and key. */
	Map<String, Long> timed() {
		Map<String, Long> sums = new TreeMap<>();
		for (Timer timer : bean(MeterRegistry.class).get("apipool.calls").timers()) {
			sums.merge(timer.getId().getTag("operation") + " " + timer.getId().getTag("key"), timer.count(), Long::sum);
		}
		return sums;
	}

	private Map<String, Long> sums(String sql) {
		Map<String, Long> sums = new TreeMap<>();
		new JdbcTemplate(bean(DataSource.class)).query(sql, (columns) -> {
			sums.put(columns.getString(1), columns.getLong(2));
		});
		return sums;
	}

	@Override
	public void close() {
		this.context.close();
	}

	/** What the application is made of. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		SoakService soakService(Sender sender) {
			return new SoakService(sender);
		}

		@Bean
		KeyedClient.Factory keyedClients(Sender sender) {
			return new KeyedClient.Factory(sender);
		}

	}

}
