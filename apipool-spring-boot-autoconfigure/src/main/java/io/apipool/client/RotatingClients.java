package io.apipool.client;

import java.lang.reflect.Method;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

import io.apipool.ApiKey;
import io.apipool.ApiKeyPool;
import org.jspecify.annotations.Nullable;

/**
 * Makes a client that looks like one and uses all keys of a pool: each call that reaches
 * the provider takes a key and runs on the client of that key.
 * <p>
 * Calls may be chained, as in {@code client.chat().completions().create(request)}. A
 * method that returns an interface <em>navigates</em>: it takes no key and is only noted
 * down with its arguments, to be called at the end on the client that was chosen. All
 * other methods end the chain: that call takes a key. So do those that return an
 * interface of {@code java}, {@code javax}, {@code jakarta} or {@code kotlin}, a
 * {@code Publisher}, a {@link java.util.concurrent.CompletionStage}, a collection,
 * something {@link AutoCloseable}, a sealed interface, or one that is annotated for JSON
 * or XML. {@link Builder#chainEndsAt} says otherwise.
 * <p>
 * The key is held until the method returns, a {@code CompletableFuture} is complete or a
 * {@code Mono} or {@code Flux} has ended. {@code toString}, {@code equals} and
 * {@code hashCode} take no key. Its own method {@code close()} without parameters closes
 * all clients that were made.
 */
public final class RotatingClients {

	private RotatingClients() {
	}

	/**
	 * Makes a rotating client.
	 * @param pool whose keys it uses
	 * @param type an interface, or a class that is not final
	 * @param factory makes the client of a key, once for each
	 * @param <C> the client
	 * @return the client, for any number of threads
	 * @throws IllegalArgumentException if nothing can stand in for the type
	 */
	public static <C> C of(ApiKeyPool pool, Class<C> type, Function<ApiKey, ? extends C> factory) {
		return builder(pool, type, factory).build();
	}

	/**
	 * Prepares a rotating client.
	 * @param pool whose keys it uses
	 * @param type an interface, or a class that is not final
	 * @param factory makes the client of a key, once for each
	 * @param <C> the client
	 * @return the builder
	 */
	public static <C> Builder<C> builder(ApiKeyPool pool, Class<C> type, Function<ApiKey, ? extends C> factory) {
		return new Builder<>(pool, type, factory, null);
	}

	/**
	 * Tells whether a method ends a chain by the rule, for who wants to say more.
	 * @param method a method of a client, or of a part of one
	 * @return whether it takes a key; where its return type is a type argument of the
	 * client's, as far as the method itself tells
	 */
	public static boolean endsChain(Method method) {
		return new ChainRule(null).ends(method, method.getReturnType());
	}

	/**
	 * Prepares a rotating client. Immutable.
	 *
	 * @param <C> the client
	 */
	public static final class Builder<C> {

		private final ApiKeyPool pool;

		private final Class<C> type;

		private final Function<ApiKey, ? extends C> factory;

		private final @Nullable Predicate<Method> ends;

		private Builder(ApiKeyPool pool, Class<C> type, Function<ApiKey, ? extends C> factory,
				@Nullable Predicate<Method> ends) {
			this.pool = Objects.requireNonNull(pool, "no pool");
			this.type = Objects.requireNonNull(type, "no type");
			this.factory = Objects.requireNonNull(factory, () -> "no factory of " + type.getSimpleName());
			this.ends = ends;
		}

		/**
		 * Says which methods end a chain, in place of the rule, which is
		 * {@link RotatingClients#endsChain}. What returns nothing, a primitive, an array
		 * or a type of {@code java} always ends it.
		 * @param ends true for a method that takes a key, false for one that navigates
		 * @return a builder that says so
		 */
		public Builder<C> chainEndsAt(Predicate<Method> ends) {
			return new Builder<>(this.pool, this.type, this.factory, Objects.requireNonNull(ends, "no rule"));
		}

		/**
		 * Makes the client. No key is taken and no client of a key made.
		 * @return the client, for any number of threads
		 * @throws IllegalArgumentException if nothing can stand in for the type, or the
		 * pool is not one of ours
		 */
		public C build() {
			if (!(this.pool instanceof ClientPool own)) {
				throw new IllegalArgumentException(this.pool + " keeps no clients: take the pool from ApiKeyPools");
			}
			return new RotatingClient<>(own, this.type, this.factory, new ChainRule(this.ends)).standIn();
		}

	}

}
