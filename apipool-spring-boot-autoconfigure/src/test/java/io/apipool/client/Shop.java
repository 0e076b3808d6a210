package io.apipool.client;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.apipool.ApiKey;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A vendor's client of three levels, with everything that such clients return.
 */
interface Shop extends Closing {

	Orders orders();

	Orders orders(String region);

	Store<Item> items();

	@Nullable Orders nowhere();

	String name();

	default String greeting() {
		return "hello from " + name();
	}

	Cursor cursor();

	Described described();

	Outcome outcome();

	Shelf shelf();

	/**
	 * The second level.
	 */
	interface Orders {

		Lines lines();

		String find(int id);

		String find(String name) throws IOException;

		default String first() throws IOException {
			return find("first");
		}

	}

	/**
	 * The third level.
	 */
	interface Lines {

		List<String> list(String... filters);

		@Nullable String note();

		void remove();

		long count();

		Optional<String> last();

		Stream<String> stream();

		CompletableFuture<String> later();

		CompletionStage<@Nullable String> stage();

		Mono<String> mono();

		Flux<String> flux();

	}

	/**
	 * Says what it leads to only with its type argument.
	 */
	interface Store<T> {

		T get();

		Store<T> cached();

	}

	/**
	 * Has a method.
	 */
	interface Item {

		String price();

	}

	/**
	 * To be closed.
	 */
	interface Cursor extends AutoCloseable {

		String next();

		@Override
		void close();

	}

	/**
	 * Data.
	 */
	interface Described {

		@JsonProperty
		String text();

	}

	/**
	 * One of a few.
	 */
	sealed interface Outcome {

		/**
		 * Good.
		 */
		record Good(String key) implements Outcome {
		}

	}

	/**
	 * A level that is a class.
	 */
	class Shelf {

		private final String key;

		Shelf(String key) {
			this.key = key;
		}

		String label() {
			return "label " + this.key;
		}

	}

	/**
	 * The client of one key.
	 */
	final class Real implements Shop {

		static final AtomicInteger NAVIGATED = new AtomicInteger();

		private final ApiKey key;

		private boolean closed;

		Real(ApiKey key) {
			this.key = key;
		}

		private String secret() {
			if (this.closed) {
				throw new IllegalStateException("closed");
			}
			return this.key.value();
		}

		boolean isClosed() {
			return this.closed;
		}

		@Override
		public Orders orders() {
			return orders("all");
		}

		@Override
		public Orders orders(String region) {
			NAVIGATED.incrementAndGet();
			return new Orders() {

				@Override
				public Lines lines() {
					return new RealLines(region, secret());
				}

				@Override
				public String find(int id) {
					return "number " + id + " " + secret();
				}

				@Override
				public String find(String name) throws IOException {
					if (name.isEmpty()) {
						throw new IOException("no name");
					}
					return name + " " + secret();
				}

			};
		}

		@Override
		public Store<Item> items() {
			return new Store<>() {

				@Override
				public Item get() {
					return () -> "cheap " + secret();
				}

				@Override
				public Store<Item> cached() {
					return this;
				}

			};
		}

		@Override
		public @Nullable Orders nowhere() {
			return null;
		}

		@Override
		public String name() {
			return "shop " + secret();
		}

		@Override
		public Cursor cursor() {
			String own = secret();
			return new Cursor() {

				@Override
				public String next() {
					return own;
				}

				@Override
				public void close() {
				}

			};
		}

		@Override
		public Described described() {
			String own = secret();
			return () -> own;
		}

		@Override
		public Outcome outcome() {
			return new Outcome.Good(secret());
		}

		@Override
		public Shelf shelf() {
			return new Shelf(secret());
		}

		@Override
		public void close() {
			this.closed = true;
		}

	}

	/**
	 * The third level of one key.
	 *
	 * @param region what it was asked for
	 * @param key whose it is
	 */
	record RealLines(String region, String key) implements Lines {

		@Override
		public List<String> list(String... filters) {
			return Stream.concat(Stream.of(this.region, this.key), Stream.of(filters)).toList();
		}

		@Override
		public @Nullable String note() {
			return null;
		}

		@Override
		public void remove() {
		}

		@Override
		public long count() {
			return 3;
		}

		@Override
		public Optional<String> last() {
			return Optional.of(this.key);
		}

		@Override
		public Stream<String> stream() {
			return Stream.of(this.key);
		}

		@Override
		public CompletableFuture<String> later() {
			return CompletableFuture.completedFuture(this.key);
		}

		@Override
		public CompletionStage<@Nullable String> stage() {
			return CompletableFuture.completedFuture(null);
		}

		@Override
		public Mono<String> mono() {
			return Mono.just(this.key);
		}

		@Override
		public Flux<String> flux() {
			return Flux.just(this.key, this.key);
		}

	}

}
