package io.apipool.pool;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.KeyLease;
import io.apipool.LeaseBinding;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous call: each attempt's stage is bounded by {@code call-timeout}, and
 * cancelling the result ends whatever is under way.
 *
 * @param <C> the context
 * @param <T> the result
 */
final class AsyncCall<C, T extends @Nullable Object> {

	private final PoolCore core;

	private final Attempts attempts;

	private final LeasedCall<? super C, ? extends CompletionStage<? extends T>> body;

	private final C context;

	private final CompletableFuture<T> result = new CompletableFuture<>();

	private final AtomicReference<Future<?>> underWay = new AtomicReference<>(this.result);

	AsyncCall(PoolCore core, Attempts attempts, LeasedCall<? super C, ? extends CompletionStage<? extends T>> body,
			C context) {
		this.core = core;
		this.attempts = attempts;
		this.body = body;
		this.context = context;
	}

	CompletableFuture<T> start() {
		this.result.whenComplete((value, thrown) -> Objects.requireNonNull(this.underWay.get()).cancel(true));
		next();
		return this.result;
	}

	private void next() {
		CompletableFuture<KeyLease> next = nextLease();
		underWay(next);
		next.whenComplete((lease, thrown) -> {
			if (lease != null) {
				run(lease);
			}
			else if (thrown != null) {
				this.result.completeExceptionally(Thrown.inner(thrown));
			}
		});
	}

	private CompletableFuture<KeyLease> nextLease() {
		try {
			return this.attempts.nextLease();
		}
		catch (Throwable ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private void underWay(Future<?> future) {
		this.underWay.set(future);
		if (this.result.isDone()) {
			future.cancel(true);
		}
	}

	private void run(KeyLease lease) {
		CompletableFuture<T> stage = begin(lease);
		underWay(stage);
		AutoCloseable timer = timer(stage);
		stage.whenComplete((value, thrown) -> {
			Closing.quietly(timer);
			ended(lease, value, thrown);
		});
	}

	/**
	 * Bounds an attempt. One that cannot be bounded fails: nobody would end it.
	 */
	private AutoCloseable timer(CompletableFuture<T> stage) {
		try {
			return this.core.schedule(Nanos.after(this.core.now(), this.attempts.timeout()), () -> timedOut(stage));
		}
		catch (Throwable ex) {
			stage.completeExceptionally(ex);
			return () -> {
			};
		}
	}

	/**
	 * Ends an attempt, away from the timer's thread: what follows is the application's.
	 */
	private void timedOut(CompletableFuture<T> stage) {
		PromptEnd.run(this.core.surroundings().executor(), () -> stage.completeExceptionally(
				new TimeoutException(this.core.name() + ": no answer in " + Refused.text(this.attempts.timeout()))));
	}

	private CompletableFuture<T> begin(KeyLease lease) {
		try {
			CompletableFuture<T> attempt = new CompletableFuture<>();
			return LeaseBinding.<CompletableFuture<T>, Throwable>within((LeaseBinding.Scope) lease, () -> {
				follow(this.body.call(lease, this.context), attempt);
				return attempt;
			});
		}
		catch (Throwable ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * Lets an attempt end as its stage does, and the stage be cancelled when the attempt
	 * ends first.
	 */
	private void follow(CompletionStage<? extends T> stage, CompletableFuture<T> attempt) {
		stage.whenComplete((value, thrown) -> {
			if (thrown != null) {
				attempt.completeExceptionally(Thrown.inner(thrown));
			}
			else {
				attempt.complete(value);
			}
		});
		attempt.whenComplete((value, thrown) -> {
			if (stage instanceof Future<?> future && !future.isDone()) {
				future.cancel(true);
			}
		});
	}

	private void ended(KeyLease lease, @Nullable T value, @Nullable Throwable thrown) {
		try {
			end(lease, value, thrown);
		}
		catch (Throwable ex) {
			this.result.completeExceptionally(ex);
		}
	}

	private void end(KeyLease lease, @Nullable T value, @Nullable Throwable thrown) {
		if (thrown == null) {
			this.attempts.succeeded(lease, UsageOf.call(this.body, value, this.context));
			this.result.complete(value);
		}
		else if (this.result.isDone()) {
			this.attempts.cancelled(lease);
		}
		else {
			failed(lease, thrown);
		}
	}

	private void failed(KeyLease lease, Throwable thrown) {
		Throwable last = this.attempts.failed(lease, thrown, true);
		if (last == null) {
			next();
		}
		else {
			this.result.completeExceptionally(last);
		}
	}

}
