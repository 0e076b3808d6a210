package io.apipool.reactive;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import io.apipool.KeyLease;
import io.apipool.LeaseBinding;
import io.apipool.pool.CallSession;
import io.apipool.reactive.ReactiveCalls.Source;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;

/**
 * One subscription: a pooled call over all of its attempts, which follow one another.
 * <p>
 * Demand is passed on to the attempt in force. Another attempt is made only while nothing
 * has been emitted, so it starts with all of the demand. Whoever cancels and whoever is
 * granted a lease both write before they read what the other wrote, so that one of them
 * ends the lease.
 */
final class ReactiveCall<C, T> implements Subscription {

	private final Source<C, T> source;

	private final CoreSubscriber<? super T> subscriber;

	private final LeaseBinding.@Nullable Scope outer;

	private final CallSession session;

	private long demand;

	private volatile @Nullable Attempt<C, T> attempt;

	private volatile @Nullable CompletableFuture<KeyLease> waiting;

	private volatile boolean cancelled;

	private ReactiveCall(Source<C, T> source, CoreSubscriber<? super T> subscriber, LeaseBinding.@Nullable Scope outer,
			CallSession session) {
		this.source = source;
		this.subscriber = subscriber;
		this.outer = outer;
		this.session = session;
	}

	static <C, T> void start(Source<C, T> source, CoreSubscriber<? super T> subscriber) {
		LeaseBinding.@Nullable Scope outer = LeaseContext.scope(subscriber.currentContext());
		ReactiveCall<C, T> call;
		try {
			CallSession session = within(outer, () -> source.pool().session(source.plan().get()));
			call = new ReactiveCall<>(source, subscriber, outer, session);
		}
		catch (RuntimeException ex) {
			Operators.error(subscriber, ex);
			return;
		}
		subscriber.onSubscribe(call);
		call.next();
	}

	Source<C, T> source() {
		return this.source;
	}

	CoreSubscriber<? super T> subscriber() {
		return this.subscriber;
	}

	CallSession session() {
		return this.session;
	}

	/** Runs something with a scope bound to this thread. */
	static <R> R within(LeaseBinding.@Nullable Scope scope, Supplier<R> task) {
		LeaseBinding binding = LeaseBinding.ofThread();
		LeaseBinding.@Nullable Scope before = binding.swap(scope);
		try {
			return task.get();
		}
		finally {
			binding.swap(before);
		}
	}

	/** Goes on elsewhere: timers and those who give a key back are not to be held up. */
	static void elsewhere(Runnable task) {
		try {
			Schedulers.parallel().schedule(task);
		}
		catch (RejectedExecutionException ex) {
			task.run();
		}
	}

	/** Makes the next attempt. */
	void next() {
		if (this.cancelled) {
			return;
		}
		CompletableFuture<KeyLease> lease = lease();
		this.waiting = lease;
		if (this.cancelled) {
			lease.cancel(false);
		}
		lease.whenComplete(this::decided).exceptionally((thrown) -> null);
	}

	private CompletableFuture<KeyLease> lease() {
		try {
			return within(this.outer, this.session::nextLease);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private void decided(@Nullable KeyLease granted, @Nullable Throwable refused) {
		if (granted != null) {
			run(granted);
		}
		else if (refused != null && !this.cancelled) {
			this.subscriber.onError((refused instanceof CompletionException && refused.getCause() != null)
					? refused.getCause() : refused);
		}
	}

	private void run(KeyLease lease) {
		Attempt<C, T> next = new Attempt<>(this, lease);
		long requested;
		synchronized (this) {
			this.attempt = next;
			requested = this.demand;
		}
		if (this.cancelled) {
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
		Attempt<C, T> present;
		synchronized (this) {
			this.demand = Operators.addCap(this.demand, n);
			present = this.attempt;
		}
		if (present != null) {
			present.request(n);
		}
	}

	@Override
	public void cancel() {
		this.cancelled = true;
		CompletableFuture<KeyLease> lease = this.waiting;
		if (lease != null) {
			lease.cancel(false);
		}
		Attempt<C, T> present = this.attempt;
		if (present != null) {
			present.cancel();
		}
	}

}
