package io.apipool.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.apipool.ApiKey;
import io.apipool.KeyLease;
import io.apipool.KeyState;
import io.apipool.PoolExhaustedException;
import io.apipool.client.PooledClientFactory;
import io.apipool.definition.Definitions;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoolDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * One client a key: when it is made, who gets it, when it is closed, and what becomes of
 * a key for which none can be made.
 */
@ExtendWith(OutputCaptureExtension.class)
class KeyClientsTests {

	private final Factory factory = new Factory();

	private final LeasedClients<Client> clients = LeasedClients.of(this.factory);

	private static PoolDefinition keys(int count, String... limits) {
		return PoolFixture.attempts(PoolFixture.keys(count, limits), 3, false);
	}

	private String call(PoolFixture fixture) {
		return call(fixture, Client::use);
	}

	private <T> T call(PoolFixture fixture, Function<Client, T> use) {
		fixture.pass(Duration.ofNanos(1));
		try {
			return fixture.pool()
				.<LeasedClients<Client>, T>call(fixture.pool().plan(PoolFixture.REQUEST, List.of()),
						(lease, made) -> use.apply(made.of(lease)), this.clients);
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void aClientIsMadeAtTheFirstCallThatWantsItAndKept() {
		PoolFixture fixture = PoolFixture.of(keys(2));
		assertThat(this.factory.made).isEmpty();
		assertThat(List.of(call(fixture), call(fixture), call(fixture), call(fixture))).containsExactly("secret-a",
				"secret-b", "secret-a", "secret-b");
		assertThat(this.factory.made).containsExactly("a", "b");
		assertThat(this.factory.closed).isEmpty();
	}

	@Test
	@Timeout(60)
	void theFirstCallsOfManyThreadsMakeOneClientAKey() throws Exception {
		int threads = 32;
		PoolFixture fixture = PoolFixture.of(keys(4));
		CyclicBarrier together = new CyclicBarrier(threads);
		CyclicBarrier inside = new CyclicBarrier(threads);
		Map<Client, String> seen = new ConcurrentHashMap<>();
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		List<CompletableFuture<Void>> calls = new ArrayList<>();
		for (int i = 0; i < threads; i++) {
			calls.add(CompletableFuture.runAsync(() -> {
				Barriers.await(together);
				call(fixture, (client) -> {
					Barriers.await(inside);
					return seen.put(client, client.key);
				});
			}, executor));
		}
		CompletableFuture.allOf(calls.toArray(new CompletableFuture<?>[0])).get();
		executor.shutdown();
		assertThat(this.factory.made).containsExactlyInAnyOrder("a", "b", "c", "d");
		assertThat(seen.values()).containsExactlyInAnyOrder("a", "b", "c", "d");
	}

	@Test
	void theClientOfARemovedKeyIsClosedAfterTheLastCallThatUsesIt() {
		PoolFixture fixture = PoolFixture.of(keys(1));
		call(fixture, (first) -> call(fixture, (second) -> {
			fixture.pool().remove("a");
			assertThat(this.factory.closed).isEmpty();
			return second.use();
		}).concat(first.use()));
		assertThat(this.factory.closed).containsExactly("a");
		assertThat(fixture.inFlight()).isZero();
	}

	@Test
	void callsOfARemovedKeyEndNormallyAndTheLastOneClosesItsClient() {
		PoolFixture fixture = PoolFixture.of(keys(1));
		KeyLease first = fixture.lease();
		KeyLease second = fixture.lease();
		Client client = this.clients.of(first);
		assertThat(this.clients.of(second)).isSameAs(client);
		assertThat(this.clients.of(second)).isSameAs(client);
		fixture.pool().remove("a");
		first.succeeded();
		assertThat(this.factory.closed).isEmpty();
		assertThat(client.use()).isEqualTo("secret-a");
		second.succeeded();
		second.close();
		assertThat(this.factory.closed).containsExactly("a");
	}

	@Test
	void aClientThatNobodyUsesIsClosedWhenItsKeyLeaves() {
		PoolFixture fixture = PoolFixture.of(keys(2));
		call(fixture);
		call(fixture);
		fixture.pool().remove("a");
		assertThat(this.factory.closed).containsExactly("a");
		assertThat(call(fixture)).isEqualTo("secret-b");
	}

	@Test
	void aCallThatWantsItsClientOnlyAfterItsKeyLeftGetsOneThatIsClosedInTurn() {
		PoolFixture fixture = PoolFixture.of(keys(1));
		call(fixture);
		KeyLease lease = fixture.lease();
		fixture.pool().remove("a");
		assertThat(this.factory.closed).containsExactly("a");
		assertThat(this.clients.of(lease).use()).isEqualTo("secret-a");
		lease.succeeded();
		assertThat(this.factory.made).containsExactly("a", "a");
		assertThat(this.factory.closed).containsExactly("a", "a");
	}

	@Test
	void aLeaseThatHasEndedHasNoClient() {
		PoolFixture fixture = PoolFixture.of(keys(1));
		KeyLease lease = fixture.lease();
		lease.succeeded();
		assertThatIllegalStateException().isThrownBy(() -> this.clients.of(lease))
			.withMessage("lease of demo/a has ended: it has no client any more");
		assertThat(fixture.state("a")).isEqualTo(KeyState.USABLE);
	}

	@Test
	void aLeaseThatExpiredKeepsNoClientOpen() {
		PoolFixture fixture = PoolFixture.of(keys(1));
		KeyLease lease = fixture.lease();
		this.clients.of(lease);
		fixture.pool().remove("a");
		fixture.pass(Duration.ofMinutes(6));
		assertThat(this.factory.closed).containsExactly("a");
		lease.close();
		assertThat(this.factory.closed).containsExactly("a");
	}

	@Test
	void anotherSecretHasAnotherClientAndTheSameSecretKeepsIts() {
		PoolFixture fixture = PoolFixture.of(keys(1));
		KeyLease lease = fixture.lease();
		this.clients.of(lease);
		PooledApiKey before = ((Lease) lease).pooledKey();
		assertThat(before.changed(KeyDefinition.of("a", "secret-a")).clients()).isSameAs(before.clients());
		assertThat(before.changed(KeyDefinition.of("a", "new")).clients()).isNotSameAs(before.clients());
		before.clients().retire(Runnable::run);
		assertThat(this.factory.closed).isEmpty();
		lease.succeeded();
		assertThat(this.factory.closed).containsExactly("a");
	}

	@Test
	void aKeyThatComesBackInTimeKeepsItsClient() {
		PoolFixture fixture = PoolFixture.of(keys(1));
		KeyLease lease = fixture.lease();
		this.clients.of(lease);
		KeyClients own = ((Lease) lease).pooledKey().clients();
		own.retire(Runnable::run);
		own.restore();
		lease.succeeded();
		assertThat(this.factory.closed).isEmpty();
		call(fixture);
		assertThat(this.factory.made).containsExactly("a");
	}

	@Test
	void aNewConfigurationKeepsTheClientsOfUnchangedKeys() {
		PoolFixture fixture = PoolFixture.of(keys(3));
		call(fixture);
		call(fixture);
		KeyLease lease = fixture.lease();
		this.clients.of(lease);
		PoolDefinition changed = keys(3, "10/m").withKeys(List.of(KeyDefinition.of("a", "secret-a"),
				KeyDefinition.of("b", "new"), KeyDefinition.of("d", "other")));
		fixture.pools().apply(Definitions.of(changed));
		assertThat(this.factory.closed).containsExactly("b");
		lease.succeeded();
		assertThat(this.factory.closed).containsExactly("b", "c");
		assertThat(List.of(call(fixture), call(fixture), call(fixture))).containsExactlyInAnyOrder("secret-a", "new",
				"other");
		assertThat(this.factory.made).containsExactlyInAnyOrder("a", "b", "c", "b", "d");
	}

	@Test
	@Timeout(60)
	void noCallEverUsesAClientThatIsClosed() throws Exception {
		PoolFixture fixture = PoolFixture.of(PoolFixture.waiting(keys(3), Duration.ofDays(1)));
		AtomicBoolean ended = new AtomicBoolean();
		ExecutorService executor = Executors.newFixedThreadPool(9);
		CompletableFuture<Void> operator = CompletableFuture.runAsync(() -> {
			while (!ended.get()) {
				fixture.pool().remove("a");
				fixture.pool().add(KeyDefinition.of("a", "secret-a"));
			}
		}, executor);
		List<CompletableFuture<Void>> calls = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			calls.add(CompletableFuture.runAsync(() -> {
				for (int n = 0; n < 1000; n++) {
					call(fixture, Client::useTwice);
				}
			}, executor));
		}
		CompletableFuture.allOf(calls.toArray(new CompletableFuture<?>[0])).get();
		ended.set(true);
		operator.get();
		executor.shutdown();
		fixture.pools().close();
		assertThat(this.factory.open).hasValue(0);
		assertThat(this.factory.made.size()).isGreaterThan(3);
	}

	@Test
	void closingThePoolsClosesTheClientsAndThoseInUseAfterTheLastCall() {
		PoolFixture fixture = PoolFixture.of(keys(2));
		call(fixture);
		KeyLease lease = fixture.lease();
		this.clients.of(lease);
		fixture.pools().close();
		assertThat(this.factory.closed).containsExactly("a");
		lease.succeeded();
		assertThat(this.factory.closed).containsExactly("a", "b");
	}

	@Test
	void aClientThatCannotBeClosedBreaksNothing(CapturedOutput output) {
		PoolFixture fixture = PoolFixture.of(keys(1));
		this.factory.closing = () -> {
			throw new IllegalStateException("still busy with secret-a");
		};
		call(fixture);
		fixture.pool().remove("a");
		assertThat(output).contains("demo/a: its Client could not be closed")
			.contains("still busy with ***")
			.doesNotContain("secret-a");
	}

	@Test
	void aClientThatIsNoAutoCloseableIsClosedByItsCloseMethod() {
		PoolFixture fixture = PoolFixture.of(keys(1));
		AtomicInteger closed = new AtomicInteger();
		KeyLease lease = fixture.lease();
		LeasedClients.<Vendor>of((key) -> new HiddenVendor(closed)).of(lease);
		lease.succeeded();
		fixture.pools().close();
		assertThat(closed).hasValue(1);
	}

	@Test
	void aKeyWhoseClientCannotBeMadeIsBannedAloneAndTheCallGoesOn(CapturedOutput output) {
		PoolFixture fixture = PoolFixture.of(keys(2, "10/m"));
		this.factory.broken.add("a");
		assertThat(call(fixture)).isEqualTo("secret-b");
		assertThat(fixture.state("a")).isEqualTo(KeyState.BANNED);
		assertThat(fixture.key("a").reason()).isEqualTo("UnsupportedOperationException");
		assertThat(fixture.key("a").until()).isEqualTo(fixture.in(Duration.ofMinutes(5)));
		assertThat(fixture.used("a", "10/m")).isZero();
		assertThat(fixture.used("b", "10/m")).isEqualTo(1);
		assertThat(fixture.events.take("ended")).containsExactly("ended a failed 0ms", "ended b succeeded 0ms");
		assertThat(fixture.inFlight()).isZero();
		assertThat(output).contains("demo/a: banned for 5m, its client could not be made").doesNotContain("secret-a");
	}

	@Test
	void aBannedKeysClientIsTriedAgainAfterTheBan() {
		PoolFixture fixture = PoolFixture.of(keys(2));
		this.factory.broken.add("a");
		call(fixture);
		fixture.pass(Duration.ofMinutes(5));
		assertThat(List.of(call(fixture), call(fixture))).containsOnly("secret-b");
		assertThat(fixture.key("a").until()).isEqualTo(fixture.in(Duration.ofMinutes(5)).minusNanos(1));
		this.factory.broken.clear();
		fixture.pass(Duration.ofMinutes(5));
		assertThat(List.of(call(fixture), call(fixture))).contains("secret-a");
		assertThat(fixture.state("a")).isEqualTo(KeyState.USABLE);
	}

	@Test
	void ofTheOnlyKeyTheCallerSeesWhatTheFactoryThrew() {
		PoolFixture fixture = PoolFixture.of(keys(1));
		this.factory.broken.add("a");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> call(fixture))
			.withMessage("no client with secret-a");
		assertThatExceptionOfType(PoolExhaustedException.class).isThrownBy(() -> call(fixture))
			.withMessageContaining("1 banned");
	}

	@Test
	void whereNoFurtherAttemptIsAllowedTheCallerSeesWhatTheFactoryThrew() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.attempts(PoolFixture.keys(2), 1, false));
		this.factory.broken.add("a");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> call(fixture));
		assertThat(call(fixture)).isEqualTo("secret-b");
	}

	@Test
	void aCallAroundIsTriedAgainWhereNoClientCouldBeMadeInside() {
		PoolFixture fixture = PoolFixture.of(keys(2));
		this.factory.broken.add("a");
		List<String> keys = new ArrayList<>();
		String used = fixture.pool().call("around", (key) -> {
			keys.add(key.id());
			return call(fixture);
		});
		assertThat(used).isEqualTo("secret-b");
		assertThat(keys).containsExactly("a", "b");
		assertThat(fixture.inFlight()).isZero();
	}

	@Test
	void anAsynchronousCallGoesOnWithAnotherKeyToo() {
		PoolFixture fixture = PoolFixture.of(keys(2));
		this.factory.broken.add("a");
		CompletableFuture<String> future = fixture.pool()
			.<LeasedClients<Client>, String>callAsync(fixture.pool().plan(PoolFixture.REQUEST, List.of()),
					(lease, made) -> CompletableFuture.completedFuture(made.of(lease).use()), this.clients);
		assertThat(future.join()).isEqualTo("secret-b");
	}

	@Test
	void aFactoryThatReturnsNullIsNamed() {
		PoolFixture fixture = PoolFixture.of(keys(1));
		KeyLease lease = fixture.lease();
		assertThatIllegalStateException().isThrownBy(() -> LeasedClients.of(new Nothing()).of(lease))
			.withMessage("Nothing returned null in place of a client for demo/a");
		PooledClientFactory<Object> nameless = (key) -> null;
		assertThatIllegalStateException().isThrownBy(() -> LeasedClients.of(nameless).of(lease))
			.withMessage("its PooledClientFactory returned null in place of a client for demo/a");
	}

	@Test
	void aCallThatIsInterruptedWhileItsClientIsMadeHurtsNoKey() {
		PoolFixture fixture = PoolFixture.of(keys(1));
		this.factory.broken.add("a");
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> call(fixture));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(fixture.state("a")).isEqualTo(KeyState.USABLE);
	}

	private static final class Factory implements PooledClientFactory<Client> {

		final List<String> made = new CopyOnWriteArrayList<>();

		final List<String> closed = new CopyOnWriteArrayList<>();

		final List<String> broken = new CopyOnWriteArrayList<>();

		final AtomicInteger open = new AtomicInteger();

		Runnable closing = () -> {
		};

		@Override
		public Client create(ApiKey key) {
			if (this.broken.contains(key.id())) {
				throw new UnsupportedOperationException("no client with " + key.value());
			}
			this.made.add(key.id());
			return new Client(key, this);
		}

	}

	private static final class Client implements AutoCloseable {

		final String key;

		private final String secret;

		private final Factory factory;

		private final AtomicBoolean isClosed = new AtomicBoolean();

		Client(ApiKey key, Factory factory) {
			this.key = key.id();
			this.secret = key.value();
			this.factory = factory;
			factory.open.incrementAndGet();
		}

		String use() {
			assertThat(this.isClosed).isFalse();
			return this.secret;
		}

		String useTwice() {
			use();
			Thread.yield();
			return use();
		}

		@Override
		public void close() {
			this.isClosed.set(true);
			this.factory.open.decrementAndGet();
			this.factory.closed.add(this.key);
			this.factory.closing.run();
		}

	}

	/**
	 * Closed by a method of its own.
	 */
	public interface Vendor {

		void close();

	}

	private record HiddenVendor(AtomicInteger closed) implements Vendor {

		@Override
		public void close() {
			this.closed.incrementAndGet();
		}

	}

	private static final class Nothing implements PooledClientFactory<Client> {

		@Override
		@SuppressWarnings("NullAway")
		public Client create(ApiKey key) {
			return null;
		}

	}

	private static final class Barriers {

		static void await(CyclicBarrier barrier) {
			try {
				barrier.await();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
