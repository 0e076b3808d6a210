package io.apipool.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.apipool.ApiKey;
import io.apipool.ApiKeyPool;
import io.apipool.KeyState;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * One client in place of one a key: which calls take a key, and which only lead on.
 */
class RotatingClientsTests {

	private final RotatingPool rotating = new RotatingPool();

	private final List<Shop.Real> made = new CopyOnWriteArrayList<>();

	private final Shop shop = RotatingClients.of(this.rotating.pool(), Shop.class, this::make);

	private Shop.Real make(ApiKey key) {
		Shop.Real real = new Shop.Real(key);
		this.made.add(real);
		return real;
	}

	@Test
	void aChainTakesOneKeyAtItsEnd() {
		Shop.Orders orders = this.shop.orders("north");
		Shop.Lines lines = orders.lines();
		assertThat(this.rotating.taken()).isEmpty();
		assertThat(this.made).isEmpty();
		assertThat(lines.list("x", "y")).containsExactly("north", "secret-a", "x", "y");
		assertThat(this.rotating.taken()).containsExactly("a Lines.list");
		assertThat(lines.list()).containsExactly("north", "secret-b");
		assertThat(lines.list()).containsExactly("north", "secret-a");
		assertThat(this.rotating.taken()).containsExactly("b Lines.list", "a Lines.list");
		assertThat(this.made).hasSize(2);
		assertThat(this.rotating.inFlight()).isZero();
	}

	@Test
	void whatIsNoInterfaceEndsTheChain() {
		assertThat(this.shop.name()).isEqualTo("shop secret-a");
		assertThat(this.shop.orders().lines().count()).isEqualTo(3);
		this.shop.orders().lines().remove();
		assertThat(this.shop.shelf().label()).isEqualTo("label secret-b");
		assertThat(this.rotating.taken()).containsExactly("a Shop.name", "b Lines.count", "a Lines.remove",
				"b Shop.shelf");
	}

	@Test
	void interfacesThatAreValuesEndTheChain() {
		assertThat(this.shop.orders().lines().last()).contains("secret-a");
		assertThat(this.shop.orders().lines().stream()).containsExactly("secret-b");
		try (Shop.Cursor cursor = this.shop.cursor()) {
			assertThat(cursor.next()).isEqualTo("secret-a");
		}
		assertThat(this.shop.described().text()).isEqualTo("secret-b");
		assertThat(this.shop.outcome()).isEqualTo(new Shop.Outcome.Good("secret-a"));
		assertThat(this.rotating.taken()).hasSize(5);
	}

	@Test
	void overloadsAndDefaultMethodsAreCallsLikeOthers() throws IOException {
		assertThat(this.shop.orders().find(7)).isEqualTo("number 7 secret-a");
		assertThat(this.shop.orders().find("n")).isEqualTo("n secret-b");
		assertThat(this.shop.orders().first()).isEqualTo("first secret-a");
		assertThat(this.shop.greeting()).isEqualTo("hello from shop secret-b");
		assertThat(this.rotating.taken()).containsExactly("a Orders.find", "b Orders.find", "a Orders.first",
				"b Shop.greeting");
	}

	@Test
	void aTypeArgumentSaysWhatAMethodLeadsTo() {
		Shop.Item item = this.shop.items().cached().get();
		assertThat(this.rotating.taken()).isEmpty();
		assertThat(item.price()).isEqualTo("cheap secret-a");
		assertThat(this.rotating.taken()).containsExactly("a Item.price");
	}

	@Test
	void aSubtypeSaysMoreExactlyWhatAMethodLeadsTo() {
		Narrow client = RotatingClients.of(this.rotating.pool(), Narrow.class, (key) -> () -> () -> "x " + key.value());
		Wide wide = client;
		Object deep = wide.get();
		assertThat(this.rotating.taken()).isEmpty();
		assertThat(((Narrow.Deep) deep).text()).isEqualTo("x secret-a");
		assertThat(client.get().text()).isEqualTo("x secret-b");
	}

	@Test
	void ofTwoInterfacesTheOneThatSaysMoreCounts() {
		Both client = RotatingClients.of(this.rotating.pool(), Both.class, (key) -> () -> () -> "x " + key.value());
		First first = client;
		Object part = first.part();
		assertThat(this.rotating.taken()).isEmpty();
		assertThat(((Narrow.Deep) part).text()).isEqualTo("x secret-a");
	}

	@Test
	void nullIsAResult() {
		assertThat(this.shop.orders().lines().note()).isNull();
		assertThat(this.shop.orders().lines().stage().toCompletableFuture().join()).isNull();
		assertThat(this.rotating.ended).containsExactly("a succeeded", "b succeeded");
	}

	@Test
	void aPartThatIsNotThereIsNamed() {
		Shop.Orders nowhere = this.shop.nowhere();
		assertThatIllegalStateException().isThrownBy(() -> nowhere.find(1))
			.withMessage("nowhere() returned null, so that nothing can be called on it");
	}

	@Test
	void aFutureHoldsItsKeyUntilItIsComplete() {
		CompletableFuture<String> answer = new CompletableFuture<>();
		Async client = RotatingClients.of(this.rotating.pool(), Async.class, (key) -> () -> answer);
		CompletableFuture<String> result = client.ask();
		assertThat(this.rotating.inFlight()).isEqualTo(1);
		answer.complete("done");
		assertThat(result.join()).isEqualTo("done");
		assertThat(this.rotating.inFlight()).isZero();
		assertThat(this.shop.orders().lines().later().join()).isEqualTo("secret-b");
	}

	@Test
	void aPublisherTakesItsKeyWhenItIsSubscribedTo() {
		Mono<String> mono = this.shop.orders().lines().mono();
		Flux<String> flux = this.shop.orders().lines().flux();
		assertThat(this.rotating.taken()).isEmpty();
		assertThat(mono.block()).isEqualTo("secret-a");
		assertThat(mono.block()).isEqualTo("secret-b");
		assertThat(flux.collectList().block()).containsExactly("secret-a", "secret-a");
		assertThat(this.rotating.taken()).containsExactly("a Lines.mono", "b Lines.mono", "a Lines.flux");
		assertThat(this.rotating.inFlight()).isZero();
	}

	@Test
	void checkedExceptionsAreThrownAsTheyAre() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.shop.orders().find(""))
			.withMessage("no name");
		assertThat(this.rotating.ended).containsExactly("a failed");
	}

	@Test
	void anAnswerThatDidNothingIsAskedForAgainWithAnotherKey() {
		Simple client = RotatingClients.of(this.rotating.pool(), Simple.class, (key) -> () -> {
			if (key.id().equals("a")) {
				throw new Refused();
			}
			return key.value();
		});
		assertThat(client.get()).isEqualTo("secret-b");
		assertThat(this.rotating.ended).containsExactly("a throttled", "b succeeded");
		assertThat(this.rotating.pool().keys().get(0).state()).isEqualTo(KeyState.COOLING);
	}

	@Test
	void aKeyWhoseClientCannotBeMadeIsLeftOut() {
		Simple client = RotatingClients.of(this.rotating.pool(), Simple.class, (key) -> {
			if (key.id().equals("a")) {
				throw new UnsupportedOperationException();
			}
			return key::value;
		});
		assertThat(List.of(client.get(), client.get())).containsOnly("secret-b");
		assertThat(this.rotating.pool().keys().get(0).reason()).isEqualTo("UnsupportedOperationException");
	}

	@Test
	void soItIsWithPublishersAndFutures() {
		Shop client = RotatingClients.of(this.rotating.pool(), Shop.class, (key) -> {
			if (key.id().equals("a")) {
				throw new UnsupportedOperationException();
			}
			return make(key);
		});
		assertThat(client.orders().lines().mono().block()).isEqualTo("secret-b");
		this.rotating.pool().reset("a");
		assertThat(client.orders().lines().later().join()).isEqualTo("secret-b");
		this.rotating.pool().reset("a");
		assertThat(client.orders().lines().flux().collectList().block()).containsExactly("secret-b", "secret-b");
		assertThat(this.rotating.ended).filteredOn("a failed"::equals).hasSizeGreaterThanOrEqualTo(2);
		assertThat(this.rotating.inFlight()).isZero();
	}

	@Test
	void whatEveryObjectHasTakesNoKey() {
		Shop.Lines lines = this.shop.orders("secret").lines();
		assertThat(this.shop).hasToString("Shop of pool demo").isEqualTo(this.shop).isNotEqualTo(lines);
		assertThat(lines).hasToString("Shop.orders(...).lines() of pool demo");
		assertThat(this.shop.hashCode()).isEqualTo(this.shop.hashCode());
		assertThat(this.rotating.taken()).isEmpty();
	}

	@Test
	void closingItClosesTheClientsThatWereMadeAndTakesNoKey() {
		this.shop.name();
		this.shop.name();
		this.rotating.taken();
		this.shop.close();
		assertThat(this.rotating.taken()).isEmpty();
		assertThat(this.made).hasSize(2).allMatch(Shop.Real::isClosed);
		assertThatIllegalStateException().isThrownBy(() -> this.shop.name())
			.withMessage("the clients of the factory of Shop are closed");
		assertThat(this.rotating.pool().keys()).extracting("state").containsOnly(KeyState.USABLE);
		Shop another = RotatingClients.of(this.rotating.pool(), Shop.class, this::make);
		assertThat(another.name()).startsWith("shop");
	}

	@Test
	void aClientIsClosedWhenItsKeyLeavesAndTheOthersAreKept() {
		this.shop.name();
		this.shop.name();
		this.rotating.pool().remove("a");
		assertThat(this.made.get(0).isClosed()).isTrue();
		assertThat(this.shop.name()).isEqualTo("shop secret-b");
		assertThat(this.made).hasSize(2);
		this.rotating.pools.close();
		assertThat(this.made).allMatch(Shop.Real::isClosed);
	}

	@Test
	void insideACallOfThePoolItUsesThatCallsKey() {
		String used = this.rotating.pool().call("around", (key) -> key.id() + " " + this.shop.name());
		assertThat(used).isEqualTo("a shop secret-a");
	}

	@Test
	void whatEndsAChainCanBeSaid() {
		Shop said = RotatingClients.builder(this.rotating.pool(), Shop.class, this::make)
			.chainEndsAt((method) -> !method.getName().equals("shelf"))
			.build();
		Shop.Shelf shelf = said.shelf();
		assertThat(this.rotating.taken()).isEmpty();
		assertThat(shelf.label()).isEqualTo("label secret-a");
		assertThat(said.orders().getClass()).isNotEqualTo(this.shop.orders().getClass());
		assertThat(this.rotating.taken()).containsExactly("a Shelf.label", "b Shop.orders");
		assertThat(shelf).hasToString("Shop.shelf() of pool demo");
		assertThat(this.rotating.taken()).isEmpty();
	}

	@Test
	void aChainThatIsSaidToGoOnWhereNothingCanStandInIsRefused() {
		Shop said = RotatingClients.builder(this.rotating.pool(), Shop.class, this::make)
			.chainEndsAt((method) -> false)
			.build();
		assertThatIllegalArgumentException().isThrownBy(said::outcome).withMessageContaining("Outcome is sealed");
		assertThat(said.name()).isEqualTo("shop secret-a");
	}

	@Test
	void aClassThatIsNotFinalWorksThroughASubclass() {
		Geo client = RotatingClients.of(this.rotating.pool(), Geo.class, (key) -> new Geo(key.value()));
		assertThat(List.of(client.find("x"), client.find("y"))).containsExactly("x secret-a", "y secret-b");
		assertThat(client).hasToString("Geo of pool demo").isEqualTo(client);
		assertThat(this.rotating.taken()).containsExactly("a Geo.find", "b Geo.find");
	}

	@Test
	void aClassThatFillsInATypeArgumentLeadsOnToo() {
		Leading<Simple> client = RotatingClients.of(this.rotating.pool(), Led.class, Led::new);
		Simple part = client.part();
		assertThat(this.rotating.taken()).isEmpty();
		assertThat(part.get()).isEqualTo("secret-a");
	}

	@Test
	void whatNothingCanStandInForIsRefusedAtOnce() {
		ApiKeyPool pool = this.rotating.pool();
		assertThatIllegalArgumentException().isThrownBy(() -> RotatingClients.of(pool, String.class, ApiKey::value))
			.withMessage("String is final: nothing can stand in for it. Name an interface that it implements, or take "
					+ "its client as a @PooledKey parameter");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> RotatingClients.of(pool, HalfOpen.class, (key) -> new HalfOpen()))
			.withMessageStartingWith("HalfOpen.find is final: a call of it would reach no client");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> RotatingClients.of(pool, Shop.Outcome.class, (key) -> new Shop.Outcome.Good("x")))
			.withMessageStartingWith("Outcome is sealed");
	}

	@Test
	void aCoroutineIsRefusedWithoutAKey() {
		Coroutines client = RotatingClients.of(this.rotating.pool(), Coroutines.class, (key) -> (next) -> null);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> client.find(null))
			.withMessageContaining("Coroutines.find is a coroutine");
		assertThat(this.rotating.taken()).isEmpty();
	}

	@Test
	@Timeout(60)
	void theFirstCallsOfManyThreadsMakeOneClientAKey() throws Exception {
		CyclicBarrier together = new CyclicBarrier(32);
		ExecutorService executor = Executors.newFixedThreadPool(32);
		List<CompletableFuture<String>> calls = new ArrayList<>();
		for (int i = 0; i < 32; i++) {
			calls.add(CompletableFuture.supplyAsync(() -> {
				try {
					together.await();
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
				return this.shop.orders().find(1);
			}, executor));
		}
		assertThat(calls.stream().map(CompletableFuture::join).distinct())
			.containsExactlyInAnyOrder("number 1 secret-a", "number 1 secret-b");
		executor.shutdown();
		assertThat(this.made).hasSize(2);
		assertThat(this.rotating.inFlight()).isZero();
	}

	interface Simple {

		String get();

	}

	interface Async {

		CompletableFuture<String> ask();

	}

	interface Wide {

		Object get();

	}

	interface Narrow extends Wide {

		@Override
		Deep get();

		interface Deep {

			String text();

		}

	}

	interface First {

		Object part();

	}

	interface Second {

		Narrow.Deep part();

	}

	interface Both extends First, Second {

	}

	interface Coroutines {

		@Nullable Object find(@Nullable Continuation<String> next);

	}

	static class Geo {

		private final String key;

		Geo(String key) {
			this.key = key;
		}

		String find(String place) {
			return place + " " + this.key;
		}

	}

	abstract static class Leading<T> {

		abstract T part();

	}

	static class Led extends Leading<Simple> {

		private final ApiKey key;

		Led(ApiKey key) {
			this.key = key;
		}

		@Override
		Simple part() {
			return this.key::value;
		}

	}

	static class HalfOpen {

		public final String find() {
			return "";
		}

	}

	/**
	 * Told by its status.
	 */
	public static final class Refused extends RuntimeException {

		public int statusCode() {
			return 429;
		}

	}

}
