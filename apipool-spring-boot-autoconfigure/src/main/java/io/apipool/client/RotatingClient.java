package io.apipool.client;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.apipool.ApiKey;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.PooledKeys;
import io.apipool.client.Part.Step;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

/**
 * What stands behind a rotating client and the parts that its chains lead to.
 *
 * @param <C> the client
 */
final class RotatingClient<C> {

	private final ClientPool pool;

	private final Class<C> type;

	private final KeyedClients<C> clients;

	private final ChainRule rule;

	private final Map<ResolvableType, Part> parts = new ConcurrentHashMap<>();

	RotatingClient(ClientPool pool, Class<C> type, Function<ApiKey, ? extends C> factory, ChainRule rule) {
		this.pool = pool;
		this.type = type;
		this.clients = pool.clients("the factory of " + type.getSimpleName(), factory);
		this.rule = rule;
	}

	C standIn() {
		return this.type.cast(standIn(ResolvableType.forClass(this.type), null));
	}

	private Object standIn(ResolvableType type, @Nullable Chain chain) {
		Part part = this.parts.computeIfAbsent(type, (each) -> new Part(each, this.rule));
		return StandIns.make(part.type(), new Handler(part, chain));
	}

	/**
	 * Makes the call that ends a chain.
	 */
	@SuppressWarnings("NullAway") // a result may be null: the type argument says so
	private @Nullable Object call(Chain chain, Ending ending, CallRequest request) throws Exception {
		return switch (ending) {
			case VALUE -> this.pool.<@Nullable Object, Exception>call(request, (key) -> follow(chain));
			case STAGE -> this.pool.<@Nullable Object>callAsync(request, (key) -> stage(follow(chain)));
			case MONO -> Publishers.CALLS.call(this.pool, request, true, (lease) -> follow(chain, lease));
			case FLUX -> Publishers.CALLS.call(this.pool, request, false, (lease) -> follow(chain, lease));
		};
	}

	private @Nullable Object follow(Chain chain) throws Exception {
		return follow(chain, PooledKeys.current());
	}

	private @Nullable Object follow(Chain chain, KeyLease lease) throws Exception {
		return chain.follow(this.clients.of(lease));
	}

	private static CompletionStage<?> stage(@Nullable Object result) {
		return (result != null) ? (CompletionStage<?>) result : CompletableFuture.completedFuture(null);
	}

	/**
	 * Answers for one part.
	 */
	private final class Handler implements InvocationHandler {

		private final Part part;

		private final @Nullable Chain chain;

		Handler(Part part, @Nullable Chain chain) {
			this.part = part;
			this.chain = chain;
		}

		@Override
		public @Nullable Object invoke(Object standIn, Method method, @Nullable Object @Nullable [] arguments)
				throws Exception {
			if (ReflectionUtils.isObjectMethod(method)) {
				return own(standIn, method, arguments);
			}
			if (this.chain == null && isClose(method)) {
				RotatingClient.this.clients.close();
				return null;
			}
			Step step = this.part.step(method);
			Chain next = new Chain(this.chain, step.method(), (arguments != null) ? arguments : new Object[0]);
			Ending ending = step.ending();
			return (ending == null) ? standIn(step.result(), next)
					: call(next, ending, Objects.requireNonNull(step.request()));
		}

		private static boolean isClose(Method method) {
			return method.getName().equals("close") && method.getParameterCount() == 0
					&& method.getReturnType() == void.class;
		}

		private Object own(Object standIn, Method method, @Nullable Object @Nullable [] arguments) {
			return switch (method.getName()) {
				case "equals" -> arguments != null && standIn == arguments[0];
				case "hashCode" -> System.identityHashCode(standIn);
				case "toString" -> toString();
				default -> throw new UnsupportedOperationException(method.getName());
			};
		}

		@Override
		public String toString() {
			return RotatingClient.this.type.getSimpleName() + ((this.chain != null) ? "." + this.chain.shown() : "")
					+ " of pool " + RotatingClient.this.pool.name();
		}

	}

	/**
	 * Who knows publishers, found when a client returns one.
	 */
	private static final class Publishers {

		static final PublisherCalls CALLS = ServiceLoader
			.load(PublisherCalls.class, PublisherCalls.class.getClassLoader())
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("nobody runs calls that return publishers"));

	}

}
