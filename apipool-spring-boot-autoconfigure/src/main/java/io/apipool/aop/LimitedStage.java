package io.apipool.aop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.limit.LimitPermit;
import org.jspecify.annotations.Nullable;

/**
 * A stage that holds permits until it ends. Cancelling the result leaves the queue, or
 * cancels the stage that the method returned.
 */
final class LimitedStage {

	private final CompletableFuture<LimitPermit> permit;

	private final Body body;

	private final Executor executor;

	private final CompletableFuture<@Nullable Object> result = new CompletableFuture<>();

	private final AtomicReference<@Nullable CompletableFuture<?>> running = new AtomicReference<>();

	LimitedStage(CompletableFuture<LimitPermit> permit, Body body, Executor executor) {
		this.permit = permit;
		this.body = body;
		this.executor = executor;
	}

	CompletableFuture<@Nullable Object> start() {
		this.result.whenComplete((value, thrown) -> stopIfCancelled()).exceptionally((thrown) -> null);
		CompletableFuture<?> begun = this.permit.isDone() ? this.permit.handle(this::begin)
				: this.permit.handleAsync(this::begin, this.executor);
		begun.exceptionally((thrown) -> {
			this.result.completeExceptionally(thrown);
			return null;
		});
		return this.result;
	}

	private @Nullable Object begin(@Nullable LimitPermit held, @Nullable Throwable refused) {
		if (held == null) {
			this.result.completeExceptionally((refused != null) ? refused : new IllegalStateException("no permit"));
		}
		else if (this.result.isDone()) {
			held.unused();
		}
		else {
			run(held);
		}
		return null;
	}

	private void run(LimitPermit held) {
		try {
			CompletionStage<?> stage = this.body.start();
			if (stage == null) {
				end(held, null, null);
				return;
			}
			this.running.set(stage.toCompletableFuture());
			stage.whenComplete((value, thrown) -> end(held, value, thrown)).exceptionally((thrown) -> null);
			stopIfCancelled();
		}
		catch (Throwable ex) {
			end(held, null, ex);
		}
	}

	private void end(LimitPermit held, @Nullable Object value, @Nullable Throwable thrown) {
		held.answered();
		if (thrown != null) {
			this.result.completeExceptionally(thrown);
		}
		else {
			this.result.complete(value);
		}
	}

	private void stopIfCancelled() {
		if (this.result.isCancelled()) {
			this.permit.cancel(false);
			CompletableFuture<?> stage = this.running.get();
			if (stage != null) {
				stage.cancel(true);
			}
		}
	}

	/**
	 * Starts what is limited.
	 */
	@FunctionalInterface
	interface Body {

		@Nullable CompletionStage<?> start() throws Throwable;

	}

}
