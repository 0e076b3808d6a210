package io.apipool.reactive;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.KeyLease;
import io.apipool.LeaseBinding;
import io.apipool.definition.WaitingDefinition;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * One attempt of a reactive call. Whatever ends it first (value, end, error, time-out,
 * cancellation) ends its lease, exactly once; what comes later is dropped. While an
 * element is being passed on no time-out can strike, so signals never overlap.
 */
final class Attempt<C, T> implements CoreSubscriber<T> {

	private final ReactiveCall<C, T> call;

	private final KeyLease lease;

	private final Context context;

	private final Operators.DeferredSubscription upstream = new Operators.DeferredSubscription();

	private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.QUIET);

	private final Deadline deadline;

	private final WaitingDefinition waiting;

	private @Nullable T last;

	Attempt(ReactiveCall<C, T> call, KeyLease lease) {
		this.call = call;
		this.lease = lease;
		this.context = LeaseContext.with(call.subscriber().currentContext(), lease);
		this.waiting = call.source().pool().waiting();
		this.deadline = new Deadline(call.source().pool().timekeeper(), this::timeout);
	}

	/** Calls the method and subscribes to what it returns. */
	void run() {
		this.deadline.in(this.waiting.callTimeout());
		LeaseBinding binding = LeaseBinding.ofThread();
		LeaseBinding.@Nullable Scope before = binding.scope();
		try {
			binding.swap(LeaseContext.scope(this.context));
			Publisher<? extends T> publisher = this.call.source().body().call(this.lease, this.call.source().context());
			if (publisher == null) {
				throw new NullPointerException(this.lease.request().operation() + " returned null, not a publisher");
			}
			publisher.subscribe(this);
		}
		catch (Throwable ex) {
			onError(ex);
		}
		finally {
			binding.swap(before);
		}
	}

	void request(long n) {
		if (n > 0) {
			this.upstream.request(n);
		}
	}

	void cancel() {
		if (end()) {
			this.upstream.cancel();
			this.call.session().cancelled(this.lease);
		}
	}

	@Override
	public Context currentContext() {
		return this.context;
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.upstream.set(subscription);
	}

	@Override
	public void onNext(T element) {
		if (this.call.source().single()) {
			onValue(element);
		}
		else if (this.phase.compareAndSet(Phase.QUIET, Phase.EMITTING) || this.phase.get() == Phase.EMITTING) {
			this.last = element;
			this.call.subscriber().onNext(element);
			this.deadline.in(this.waiting.streamTimeout());
			this.phase.compareAndSet(Phase.EMITTING, Phase.QUIET);
		}
		else {
			Operators.onNextDropped(element, this.context);
		}
	}

	private void onValue(T value) {
		if (end()) {
			succeeded(value);
			this.call.subscriber().onNext(value);
			this.call.subscriber().onComplete();
		}
		else {
			Operators.onNextDropped(value, this.context);
		}
	}

	@Override
	public void onComplete() {
		if (end()) {
			succeeded(this.last);
			this.call.subscriber().onComplete();
		}
	}

	@Override
	public void onError(Throwable thrown) {
		if (end()) {
			failed(thrown);
		}
		else {
			Operators.onErrorDropped(thrown, this.context);
		}
	}

	private void timeout() {
		if (this.phase.get() == Phase.EMITTING) {
			this.deadline.in(this.waiting.streamTimeout());
		}
		else if (this.phase.compareAndSet(Phase.QUIET, Phase.ENDED)) {
			this.upstream.cancel();
			ReactiveCall.elsewhere(() -> failed(new TimeoutException(this.lease.request().operation()
					+ ((this.last != null) ? ": no further element within " + this.waiting.streamTimeout()
							: ": no answer within " + this.waiting.callTimeout()))));
		}
	}

	private boolean end() {
		boolean ends = this.phase.getAndSet(Phase.ENDED) != Phase.ENDED;
		if (ends) {
			this.deadline.close();
		}
		return ends;
	}

	private void succeeded(@Nullable T result) {
		this.call.session()
			.succeeded(this.lease, this.call.source().body().usage(result, this.call.source().context()));
	}

	private void failed(Throwable thrown) {
		Throwable seen = this.call.session().failed(this.lease, thrown, this.last == null);
		if (seen == null) {
			this.call.next();
		}
		else {
			this.call.subscriber().onError(seen);
		}
	}

	private enum Phase {

		QUIET, EMITTING, ENDED

	}

}
