package io.apipool.reactive;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.apipool.limit.LimitPermit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * {@code Mono} and {@code Flux} that hold permits of a limit until they end. Nothing
 * happens before subscription, and waiting blocks no thread. Internal.
 */
public final class ReactiveLimits {

	private ReactiveLimits() {
	}

	/**
	 * Returns what ends with its first value.
	 * @param permits taken at each subscription
	 * @param body what is limited
	 * @param <T> the value
	 * @return the limited publisher
	 */
	public static <T> Mono<T> mono(Supplier<CompletableFuture<LimitPermit>> permits, Body<T> body) {
		return ReactiveCalls.mono((around) -> new LimitedSteps<>(permits, body));
	}

	/**
	 * Returns what ends with its last element.
	 * @param permits taken at each subscription
	 * @param body what is limited
	 * @param <T> the elements
	 * @return the limited publisher
	 */
	public static <T> Flux<T> flux(Supplier<CompletableFuture<LimitPermit>> permits, Body<T> body) {
		return ReactiveCalls.flux((around) -> new LimitedSteps<>(permits, body));
	}

	/**
	 * Starts what is limited. Internal.
	 *
	 * @param <T> the elements
	 */
	@FunctionalInterface
	public interface Body<T> {

		/**
		 * Starts.
		 * @return the publisher; null is an error
		 * @throws Throwable whatever goes wrong
		 */
		@Nullable Publisher<? extends T> start() throws Throwable;

	}

}
