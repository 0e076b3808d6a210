package io.apipool.reactive;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.LeaseBinding;
import io.apipool.reactive.Steps.Bounds;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/**
 * One attempt of a reactive call. Whatever ends it first (value, end, error, time-out,
 * cancellation) gives back what it holds, exactly once; what comes later is dropped.
 * While an element is being passed on no time-out can strike, so signals never overlap.
 * Time runs only while the subscriber has asked for more than it was given: a slow
 * subscriber is not the provider's failure.
 */
final class Attempt<H, T> implements CoreSubscriber<T> {

	private final ReactiveCall<H, T> call;

	private final Steps<H, T> steps;

	private final H held;

	private final Context context;

	private final Operators.DeferredSubscription upstream = new Operators.DeferredSubscription();

	private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.QUIET);

	private final @Nullable Bounds bounds;

	private final @Nullable Deadline deadline;

	private final AtomicLong open = new AtomicLong();

	private volatile boolean started;

	private volatile @Nullable T last;

	Attempt(ReactiveCall<H, T> call, H held) {
		this.call = call;
		this.steps = call.steps();
		this.held = held;
		this.context = this.steps.context(call.subscriber().currentContext(), held);
		this.bounds = this.steps.bounds();
		this.deadline = (this.bounds != null) ? new Deadline(this.bounds.timekeeper(), this::timeout) : null;
	}

	/** Calls the method and subscribes to what it returns. */
	void run() {
		this.started = true;
		if (!expect()) {
			return;
		}
		LeaseBinding binding = LeaseBinding.ofThread();
		LeaseBinding.@Nullable Scope before = binding.scope();
		try {
			expect();
			binding.swap(LeaseContext.scope(this.context));
			@Nullable Publisher<? extends T> publisher = this.steps.run(this.held);
			if (publisher == null) {
				throw new NullPointerException("the method returned null in place of a publisher");
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
			boolean idle = this.open.getAndAccumulate(n, Operators::addCap) == 0;
			if (idle && this.started && !expect()) {
				return;
			}
			this.upstream.request(n);
		}
	}

	void cancel() {
		if (end()) {
			this.upstream.cancel();
			this.steps.cancelled(this.held);
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
		if (this.call.single()) {
			onValue(element);
		}
		else if (this.phase.compareAndSet(Phase.QUIET, Phase.EMITTING) || this.phase.get() == Phase.EMITTING) {
			this.last = element;
			this.open.updateAndGet((left) -> (left == 0 || left == Long.MAX_VALUE) ? left : left - 1);
			this.call.subscriber().onNext(element);
			expect();
			this.phase.compareAndSet(Phase.EMITTING, Phase.QUIET);
		}
		else {
			Operators.onNextDropped(element, this.context);
		}
	}

	private void onValue(T value) {
		if (end()) {
			this.steps.succeeded(this.held, value);
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
			this.steps.succeeded(this.held, this.last);
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

	/**
	 * Lets time run anew, if something is asked for; ends the attempt where no timer can
	 * be set.
	 */
	private boolean expect() {
		if (this.deadline == null || this.bounds == null || this.open.get() == 0) {
			return true;
		}
		try {
			this.deadline
				.in((this.last != null) ? this.bounds.waiting().streamTimeout() : this.bounds.waiting().callTimeout());
			return true;
		}
		catch (RuntimeException ex) {
			this.upstream.cancel();
			onError(ex);
			return false;
		}
	}

	private void timeout() {
		if (this.open.get() == 0) {
			return;
		}
		if (this.phase.compareAndSet(Phase.QUIET, Phase.ENDED)) {
			elsewhere(this::cancelLate);
		}
		else if (this.phase.get() == Phase.EMITTING) {
			expect();
		}
	}

	private void cancelLate() {
		try {
			this.upstream.cancel();
		}
		finally {
			failed(new TimeoutException(late()));
		}
	}

	private String late() {
		Bounds late = this.bounds;
		if (late == null) {
			return "late";
		}
		return late.operation() + ((this.last != null) ? ": no further element within " + late.waiting().streamTimeout()
				: ": no answer within " + late.waiting().callTimeout());
	}

	private boolean end() {
		boolean ends = this.phase.getAndSet(Phase.ENDED) != Phase.ENDED;
		if (ends && this.deadline != null) {
			this.deadline.close();
		}
		return ends;
	}

	private void failed(Throwable thrown) {
		Throwable seen = this.steps.failed(this.held, thrown, this.last == null);
		if (seen == null) {
			this.call.next();
		}
		else {
			this.call.subscriber().onError(seen);
		}
	}

	/** Goes on elsewhere: a timer must not be held up. */
	private static void elsewhere(Runnable task) {
		try {
			Schedulers.parallel().schedule(task);
		}
		catch (RejectedExecutionException ex) {
			task.run();
		}
	}

	private enum Phase {

		QUIET, EMITTING, ENDED

	}

}
