package io.apipool.reactive;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.LeaseBinding;
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
 */
final class Attempt<H, T> implements CoreSubscriber<T> {

	private final ReactiveCall<H, T> call;

	private final Steps<H, T> steps;

	private final H held;

	private final Context context;

	private final Operators.DeferredSubscription upstream = new Operators.DeferredSubscription();

	private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.QUIET);

	private final AttemptClock clock;

	private final AtomicBoolean started = new AtomicBoolean();

	private final AtomicReference<@Nullable T> last = new AtomicReference<>();

	Attempt(ReactiveCall<H, T> call, H held) {
		this.call = call;
		this.steps = call.steps();
		this.held = held;
		this.context = this.steps.context(call.subscriber().currentContext(), held);
		this.clock = new AttemptClock(this.steps.bounds(), this::timeout);
	}

	/** Calls the method and subscribes to what it returns. */
	void run() {
		this.started.set(true);
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
			boolean idle = this.clock.asked(n);
			if (idle && this.started.get() && !expect()) {
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
			this.last.set(element);
			this.clock.gave();
			this.call.subscriber().onNext(element);
			expect();
			this.phase.compareAndSet(Phase.EMITTING, Phase.QUIET);
		}
		else {
			Operators.onNextDropped(element, this.context);
		}
	}

	private void onValue(T value) {
		if (!end()) {
			Operators.onNextDropped(value, this.context);
		}
		else if (succeeded(value)) {
			this.call.subscriber().onNext(value);
			this.call.subscriber().onComplete();
		}
	}

	@Override
	public void onComplete() {
		if (end() && succeeded(this.last.get())) {
			this.call.subscriber().onComplete();
		}
	}

	/**
	 * Gives back what is held; where that breaks the subscriber sees it.
	 */
	private boolean succeeded(@Nullable T value) {
		try {
			this.steps.succeeded(this.held, value);
			return true;
		}
		catch (Throwable ex) {
			broken(ex);
			return false;
		}
	}

	private void broken(Throwable thrown) {
		try {
			this.steps.cancelled(this.held);
		}
		finally {
			this.call.subscriber().onError(thrown);
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
		try {
			this.clock.restart(isFirst());
			return true;
		}
		catch (RuntimeException ex) {
			this.upstream.cancel();
			onError(ex);
			return false;
		}
	}

	private boolean isFirst() {
		return this.last.get() == null;
	}

	private void timeout() {
		if (this.clock.isNothingAsked()) {
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
			failed(this.clock.late(isFirst()));
		}
	}

	private boolean end() {
		boolean ends = this.phase.getAndSet(Phase.ENDED) != Phase.ENDED;
		if (ends) {
			this.clock.stop();
		}
		return ends;
	}

	private void failed(Throwable thrown) {
		Throwable seen;
		try {
			seen = this.steps.failed(this.held, thrown, isFirst());
		}
		catch (Throwable ex) {
			broken(ex);
			return;
		}
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
