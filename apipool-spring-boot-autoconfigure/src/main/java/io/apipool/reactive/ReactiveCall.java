package io.apipool.reactive;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.apipool.pool.Thrown;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * One subscription: a call over all of its attempts, which follow one another.
 * <p>
 * Demand is passed on to the attempt in force. Another attempt is made only while nothing
 * has been emitted, so it starts with all of the demand. Whoever cancels and whoever is
 * granted what an attempt holds both write before they read what the other wrote, so that
 * one of them gives it back.
 */
final class ReactiveCall<H, T> implements Subscription {

	private final Steps<H, T> steps;

	private final CoreSubscriber<? super T> subscriber;

	private final boolean single;

	private final Progress<H, T> progress = new Progress<>();

	private ReactiveCall(Steps<H, T> steps, CoreSubscriber<? super T> subscriber, boolean single) {
		this.steps = steps;
		this.subscriber = subscriber;
		this.single = single;
	}

	static <T> void start(Function<Context, Steps<?, T>> steps, CoreSubscriber<? super T> subscriber, boolean single) {
		ReactiveCall<?, T> call;
		try {
			call = new ReactiveCall<>(steps.apply(subscriber.currentContext()), subscriber, single);
		}
		catch (RuntimeException ex) {
			Operators.error(subscriber, ex);
			return;
		}
		subscriber.onSubscribe(call);
		call.next();
	}

	Steps<H, T> steps() {
		return this.steps;
	}

	CoreSubscriber<? super T> subscriber() {
		return this.subscriber;
	}

	/** Whether the first value ends the call. */
	boolean single() {
		return this.single;
	}

	/** Makes the next attempt. */
	void next() {
		if (this.progress.cancelled) {
			return;
		}
		CompletableFuture<H> held = held();
		this.progress.waiting = held;
		if (this.progress.cancelled) {
			held.cancel(false);
		}
		held.whenComplete(this::decided).exceptionally((thrown) -> null);
	}

	private CompletableFuture<H> held() {
		try {
			return this.steps.next();
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private void decided(@Nullable H granted, @Nullable Throwable refused) {
		if (granted != null) {
			run(granted);
		}
		else if (refused != null && !this.progress.cancelled) {
			this.subscriber.onError(Thrown.inner(refused));
		}
	}

	private void run(H held) {
		Attempt<H, T> next;
		try {
			next = new Attempt<>(this, held);
		}
		catch (Throwable ex) {
			this.steps.cancelled(held);
			this.subscriber.onError(ex);
			return;
		}
		long requested;
		synchronized (this) {
			this.progress.attempt = next;
			requested = this.progress.demand;
		}
		if (this.progress.cancelled) {
			next.cancel();
			return;
		}
		next.request(requested);
		next.run();
	}

	@Override
	public void request(long n) {
		if (!Operators.validate(n)) {
			return;
		}
		Attempt<H, T> present;
		synchronized (this) {
			this.progress.demand = Operators.addCap(this.progress.demand, n);
			present = this.progress.attempt;
		}
		if (present != null) {
			present.request(n);
		}
	}

	@Override
	public void cancel() {
		this.progress.cancelled = true;
		CompletableFuture<H> held = this.progress.waiting;
		if (held != null) {
			held.cancel(false);
		}
		Attempt<H, T> present = this.progress.attempt;
		if (present != null) {
			present.cancel();
		}
	}

	/**
	 * How far the call has come.
	 */
	private static final class Progress<H, T> {

		long demand;

		volatile @Nullable Attempt<H, T> attempt;

		volatile @Nullable CompletableFuture<H> waiting;

		volatile boolean cancelled;

	}

}
