package io.apipool.metrics;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.GroupSnapshot;
import io.apipool.KeyLease;
import io.apipool.Usage;
import io.apipool.LearntLimit;
import io.apipool.LimitSnapshot;
import io.apipool.ModelSnapshot;
import io.apipool.PoolSnapshot;
import io.apipool.Timekeeper;
import io.apipool.definition.KeyDefinition;
import io.apipool.pool.DefaultApiKeyPools;
import io.apipool.definition.PoolDefinition;
import io.apipool.test.ManualTimekeeper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The gauges, over pools as they are and time that is moved by hand.
 */
class PoolGaugesTests {

	private final ManualTimekeeper time = new ManualTimekeeper(Instant.parse("2026-11-22T08:00:00Z"));

	private final ApplicationContextRunner contexts = MeteredApplication.CONTEXTS
		.withBean(Timekeeper.class, () -> this.time)
		.withPropertyValues("apipool.pools.demo.keys[0].id=one", "apipool.pools.demo.keys[0].value=secret-1",
				"apipool.pools.demo.keys[1].id=two", "apipool.pools.demo.keys[1].value=secret-2",
				"apipool.pools.demo.limits[0]=10/m", "apipool.pools.demo.limits[1]=1 concurrent",
				"apipool.pools.demo.pool-limits=15/m", "apipool.pools.demo.max-wait=1h");

	private static ApiKeyPool pool(ApplicationContext context) {
		return context.getBean(ApiKeyPools.class).get("demo");
	}

	private static double gauge(ApplicationContext context, String name, String... tags) {
		return context.getBean(MeterRegistry.class).get(name).tags(tags).gauge().value();
	}

	private void nextLook() {
		this.time.advance(PoolReadings.FRESH);
	}

	@Test
	void showsEachStateOfKeysAlsoThatOfNone() {
		this.contexts.run((context) -> {
			assertThat(gauge(context, "apipool.keys", "pool", "demo", "state", "usable")).isEqualTo(2);
			assertThat(gauge(context, "apipool.keys", "pool", "demo", "state", "out-of-credit")).isZero();
			pool(context).disable("one", null);
			nextLook();
			assertThat(gauge(context, "apipool.keys", "pool", "demo", "state", "disabled")).isEqualTo(1);
			assertThat(gauge(context, "apipool.keys", "pool", "demo", "state", "usable")).isEqualTo(1);
		});
	}

	@Test
	void showsWhoWaits() {
		this.contexts.run((context) -> {
			pool(context).acquire(CallRequest.of("chat"));
			pool(context).acquire(CallRequest.of("chat"));
			CompletableFuture<KeyLease> waiting = pool(context).acquireAsync(CallRequest.of("chat"));
			nextLook();
			assertThat(gauge(context, "apipool.waiting", "pool", "demo")).isEqualTo(1);
			waiting.cancel(false);
			nextLook();
			assertThat(gauge(context, "apipool.waiting", "pool", "demo")).isZero();
		});
	}

	@Test
	void showsWhatIsLeftOfEachLimitOfGroupsAndOfThePool() {
		this.contexts.run((context) -> {
			pool(context).acquire(CallRequest.of("chat")).ended(new CallOutcome.Cancelled());
			KeyLease lease = pool(context).acquire(CallRequest.of("chat"));
			String group = lease.key().quotaGroup();
			lease.succeeded();
			nextLook();
			assertThat(gauge(context, "apipool.limit.remaining", "pool", "demo", "group", group, "limit", "10/m"))
				.isEqualTo(9);
			assertThat(
					gauge(context, "apipool.limit.remaining", "pool", "demo", "group", group, "limit", "1 concurrent"))
				.isEqualTo(1);
			assertThat(gauge(context, "apipool.limit.remaining", "pool", "demo", "group", "*", "limit", "15/m"))
				.isEqualTo(14);
		});
	}

	@Test
	void showsWhatWasUsedBeyondALimit() {
		this.contexts.withPropertyValues("apipool.pools.demo.limits[0]=100 tokens/m").run((context) -> {
			KeyLease lease = pool(context).acquire(CallRequest.of("chat").tokens(80));
			String group = lease.key().quotaGroup();
			lease.succeeded(Usage.total(130));
			nextLook();
			assertThat(
					gauge(context, "apipool.limit.remaining", "pool", "demo", "group", group, "limit", "100 tokens/m"))
				.isEqualTo(-30);
		});
	}

	@Test
	void limitsComeAndGoWithTheirGroups() {
		this.contexts.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(gauges(registry, "three")).isEmpty();
			pool(context).add(KeyDefinition.of("three", "secret-3"));
			look(context);
			assertThat(gauges(registry, "three")).hasSize(2);
			pool(context).remove("three");
			look(context);
			assertThat(gauges(registry, "three")).isEmpty();
		});
	}

	private void look(ApplicationContext context) {
		nextLook();
		gauge(context, "apipool.waiting", "pool", "demo");
	}

	private static List<?> gauges(MeterRegistry registry, String group) {
		return List.copyOf(registry.find("apipool.limit.remaining").tag("group", group).gauges());
	}

	@Test
	void allGaugesOfOneLookShareOneReading() {
		this.contexts.run((context) -> {
			pool(context).disable("one", null);
			assertThat(gauge(context, "apipool.keys", "state", "disabled")).isZero();
			nextLook();
			assertThat(gauge(context, "apipool.keys", "state", "disabled")).isEqualTo(1);
			pool(context).enable("one");
			assertThat(gauge(context, "apipool.keys", "state", "usable")).isEqualTo(1);
		});
	}

	@Test
	void aLearntRateIsShownForEachGroup() {
		this.contexts
			.withPropertyValues("apipool.pools.learning.keys=x", "apipool.pools.learning.adaptive.enabled=true",
					"apipool.pools.learning.adaptive.initial=4/s")
			.run((context) -> assertThat(gauge(context, "apipool.rate", "pool", "learning")).isEqualTo(4));
	}

	@Test
	void aPoolThatIsOpenedLaterHasItsGaugesFromItsFirstCallOn() {
		this.contexts.run((context) -> {
			DefaultApiKeyPools pools = context.getBean(DefaultApiKeyPools.class);
			ApiKeyPool later = pools.open(PoolDefinition.of("later").withKeys(List.of(KeyDefinition.of("secret-1"))));
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.find("apipool.keys").tag("pool", "later").gauges()).isEmpty();
			later.run("chat", (key) -> {
			});
			assertThat(gauge(context, "apipool.keys", "pool", "later", "state", "usable")).isEqualTo(1);
		});
	}

	@Test
	void usageIsShownWhereItIsRecorded() {
		this.contexts
			.run((context) -> assertThat(context.getBean(MeterRegistry.class).find("apipool.usage.pending").gauges())
				.isEmpty());
		this.contexts.withBean(MeteredApplication.Behind.class, () -> new MeteredApplication.Behind(7, 3))
			.run((context) -> {
				assertThat(gauge(context, "apipool.usage.pending")).isEqualTo(7);
				assertThat(context.getBean(MeterRegistry.class).get("apipool.usage.dropped").functionCounter().count())
					.isEqualTo(3);
			});
	}

	@Test
	void severalRegistriesShowTheSame() {
		this.contexts.withBean("first", SimpleMeterRegistry.class)
			.withBean("second", SimpleMeterRegistry.class)
			.run((context) -> {
				assertThat(context.getBean(MeterRegistry.class)).isInstanceOf(CompositeMeterRegistry.class);
				pool(context).run("chat", (key) -> {
				});
				for (String name : List.of("first", "second")) {
					MeterRegistry registry = context.getBean(name, MeterRegistry.class);
					assertThat(registry.get("apipool.keys").tag("state", "usable").gauge().value()).isEqualTo(2);
					assertThat(registry.get("apipool.calls").timer().count()).isEqualTo(1);
				}
			});
	}

	@Test
	void limitsOfModelsAndLearntOnesAreToldApart() {
		LimitSnapshot limit = new LimitSnapshot("5/m", "requests", 1, 4, null);
		LimitSnapshot ofModel = new LimitSnapshot("5/m", "requests", 3, 2, null);
		LearntLimit learnt = new LearntLimit("tokens", 100.0, 60.0, null, "header", Instant.EPOCH);
		LearntLimit silent = new LearntLimit("requests", 100.0, null, null, "header", Instant.EPOCH);
		GroupSnapshot group = new GroupSnapshot("g", List.of("one"), List.of(limit),
				List.of(new ModelSnapshot("pro*", List.of(ofModel), List.of(), null, 2.0)), List.of(learnt, silent),
				null, null);
		PoolReading reading = PoolReading.of(
				new PoolSnapshot("demo", null, "round-robin", 0, 0, List.of(), List.of(group), List.of(), null, null),
				0);
		assertThat(reading.left()).containsOnlyKeys(new LimitName("g", "5/m"), new LimitName("g", "5/m [pro*]"),
				new LimitName("g", "learnt tokens"));
		assertThat(reading.left()).containsEntry(new LimitName("g", "5/m [pro*]"), 2.0);
		assertThat(reading.rates()).containsEntry("g", 2.0);
	}

}
