package io.apipool.reactive;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.apipool.limit.LimitPermit;
import io.apipool.reactive.ReactiveLimits.Body;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.util.context.Context;

/**
 * Holds permits of a limit, for one attempt.
 */
record LimitedSteps<T>(Supplier<CompletableFuture<LimitPermit>> permits,
		Body<T> body) implements Steps<LimitPermit, T> {

	@Override
	public CompletableFuture<LimitPermit> next() {
		return this.permits.get();
	}

	@Override
	public @Nullable Publisher<? extends T> run(LimitPermit held) throws Throwable {
		return this.body.start();
	}

	@Override
	public Context context(Context context, LimitPermit held) {
		return context;
	}

	@Override
	public void succeeded(LimitPermit held, @Nullable T last) {
		held.answered();
	}

	@Override
	public Throwable failed(LimitPermit held, Throwable thrown, boolean mayRepeat) {
		held.answered();
		return thrown;
	}

	@Override
	public void cancelled(LimitPermit held) {
		held.close();
	}

}
