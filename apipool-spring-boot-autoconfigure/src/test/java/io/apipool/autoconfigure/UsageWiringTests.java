package io.apipool.autoconfigure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.UsageBacklog;
import io.apipool.usage.Incarnation;
import io.apipool.usage.MemoryUsageStore;
import io.apipool.usage.MinuteRow;
import io.apipool.usage.ReportQuery;
import io.apipool.usage.UsageGrouping;
import io.apipool.usage.UsageReports;
import io.apipool.usage.UsageRow;
import io.apipool.usage.UsageStore;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What pools did is recorded and reported, with a store and without one.
 */
class UsageWiringTests {

	private static final ReportQuery ALWAYS = ReportQuery.between(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApiPoolAutoConfiguration.class, UsageAutoConfiguration.class));

	private final ApplicationContextRunner demo = this.contexts
		.withPropertyValues("apipool.pools.demo.keys=one,two,three");

	@Test
	void callsAreReported() {
		this.demo.run((context) -> {
			context.getBean(ApiKeyPools.class).get("demo").run("chat", (key) -> {
			});
			UsageReports reports = context.getBean(UsageReports.class);
			assertThat(reports.totals(ALWAYS.operation("chat").outcome("succeeded")).calls()).isEqualTo(1);
			assertThat(context.getBean(UsageBacklog.class).dropped()).isZero();
		});
	}

	@Test
	void whatIsRecordedReachesTheStoreAtTheEnd() {
		MemoryUsageStore store = new MemoryUsageStore();
		this.demo.withBean(UsageStore.class, () -> store)
			.withPropertyValues("apipool.usage.events=all")
			.withBean(LateCaller.class)
			.run((context) -> {
				context.getBean(ApiKeyPools.class).get("demo").run("chat", (key) -> {
				});
				context.close();
			});
		List<MinuteRow> rows = new ArrayList<>();
		store.read(ALWAYS, rows::add);
		assertThat(rows).extracting((row) -> row.id().attempt().operation())
			.containsExactlyInAnyOrder("chat", "farewell");
		assertThat(store.events(ALWAYS, 0, 10)).hasSize(2);
	}

	@Test
	void withoutAnyPoolNothingRuns() {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		this.contexts.run((context) -> {
			Set<Thread> started = new HashSet<>(Thread.getAllStackTraces().keySet());
			started.removeAll(before);
			assertThat(started).extracting(Thread::getName).noneMatch((name) -> name.startsWith("apipool-"));
		});
	}

	@Test
	void eachContextIsAnIncarnationOfItsOwn() {
		Set<String> names = new HashSet<>();
		for (int i = 0; i < 3; i++) {
			this.demo.run((context) -> names.add(context.getBean(Incarnation.class).name()));
		}
		assertThat(names).hasSize(3).allSatisfy((name) -> assertThat(name).hasSizeLessThan(Incarnation.MAX_NAME));
	}

	@Test
	void switchedOffItAddsNothing() {
		this.demo.withPropertyValues("apipool.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(UsageReports.class));
	}

	@Test
	void theSumsOfAHundredThousandCallsAreTheCallsThatWereMade() {
		MemoryUsageStore store = new MemoryUsageStore();
		Map<String, AtomicLong> made = new ConcurrentHashMap<>();
		this.demo.withBean(UsageStore.class, () -> store)
			.withPropertyValues("apipool.usage.flush-interval=50ms", "apipool.usage.events=none",
					"apipool.pools.demo.retry.max-attempts=1")
			.run((context) -> {
				call(context.getBean(ApiKeyPools.class).get("demo"), made);
				Map<String, Long> expected = new TreeMap<>();
				made.forEach((key, count) -> expected.put(key, count.get()));
				assertThat(sums(context.getBean(UsageReports.class))).isEqualTo(expected);
				context.close();
				Map<String, Long> written = new TreeMap<>();
				store.read(ALWAYS, (row) -> written.merge(row.id().attempt().key() + " " + row.id().attempt().outcome(),
						row.attempts(), Long::sum));
				assertThat(written).isEqualTo(expected);
			});
	}

	private static Map<String, Long> sums(UsageReports reports) {
		Map<String, Long> sums = new TreeMap<>();
		for (UsageRow row : reports.by(ALWAYS, UsageGrouping.KEY, null)) {
			row.totals().outcomes().forEach((outcome, count) -> sums.put(row.name() + " " + outcome, count));
		}
		return sums;
	}

	private static void call(ApiKeyPool pool, Map<String, AtomicLong> made) throws InterruptedException {
		int threads = 64;
		CountDownLatch done = new CountDownLatch(threads);
		for (int i = 0; i < threads; i++) {
			new Thread(() -> {
				for (int j = 0; j < 100_000 / threads; j++) {
					boolean fails = j % 10 == 0;
					try {
						pool.run("chat", (key) -> {
							String name = key.id() + (fails ? " request-error" : " succeeded");
							made.computeIfAbsent(name, (fresh) -> new AtomicLong()).incrementAndGet();
							if (fails) {
								throw new IllegalArgumentException();
							}
						});
					}
					catch (IllegalArgumentException ex) {
						assertThat(fails).isTrue();
					}
				}
				done.countDown();
			}).start();
		}
		assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
	}

	static class LateCaller implements DisposableBean {

		private final ApiKeyPools pools;

		LateCaller(ApiKeyPools pools) {
			this.pools = pools;
		}

		@Override
		public void destroy() {
			this.pools.get("demo").run("farewell", (key) -> {
			});
		}

	}

}
