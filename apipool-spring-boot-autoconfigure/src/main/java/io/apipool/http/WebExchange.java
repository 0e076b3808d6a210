package io.apipool.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.pool.Thrown;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Operators;

import org.springframework.web.reactive.function.client.ClientResponse;

/**
 * One subscription to a request, over all of its attempts. What the caller gets is the
 * provider's own answer: the first good one, or the last of those that were not. An
 * answer that is kept for the case that no further key can be had is released as soon as
 * one was.
 * <p>
 * There is always one thing that cancelling must end: the wait for a key, an attempt, or
 * an answer whose body nobody has begun to read. Each step puts its own in place of the
 * last one's before it begins, and where the caller has gone by then it is ended at once.
 */
final class WebExchange implements Subscription {

	private final WebCall call;

	private final CoreSubscriber<? super ClientResponse> subscriber;

	private final AtomicBoolean started = new AtomicBoolean();

	private final Disposable.Swap current = Disposables.swap();

	private final Disposable.Swap kept = Disposables.swap();

	WebExchange(WebCall call, CoreSubscriber<? super ClientResponse> subscriber) {
		this.call = call;
		this.subscriber = subscriber;
	}

	WebCall call() {
		return this.call;
	}

	CoreSubscriber<? super ClientResponse> subscriber() {
		return this.subscriber;
	}

	@Override
	public void request(long n) {
		if (Operators.validate(n) && this.started.compareAndSet(false, true)) {
			next();
		}
	}

	@Override
	public void cancel() {
		this.current.dispose();
		this.kept.dispose();
	}

	private void next() {
		CompletableFuture<KeyLease> lease = this.call.nextLease();
		this.current.replace(() -> lease.cancel(false));
		lease.whenComplete(this::decided);
	}

	private void decided(@Nullable KeyLease lease, @Nullable Throwable refused) {
		if (lease != null) {
			this.kept.update(Disposables.single());
			attempt(lease);
		}
		else if (refused != null) {
			ended(Thrown.inner(refused));
		}
	}

	private void attempt(KeyLease lease) {
		try {
			WebAttempt attempt = new WebAttempt(this, lease);
			if (this.current.replace(attempt)) {
				attempt.send();
			}
		}
		catch (RuntimeException ex) {
			failed(lease, ex, false);
		}
	}

	/** A good answer has come: its lease lasts as long as its body. */
	void succeeded(HandedAnswer answer) {
		if (this.current.replace(answer)) {
			this.subscriber.onNext(answer.response());
			this.subscriber.onComplete();
		}
	}

	/** Another answer has come. */
	void refused(KeyLease lease, CallOutcome outcome, WebAnsweredException answered) {
		this.kept.update(answered.answer());
		WebRequest request = this.call.request();
		boolean mayRepeat = Resending.isAllowed(request.request().method().name(), request.repeatable(), outcome);
		if (this.call.session().ended(lease, outcome, answered, mayRepeat)) {
			next();
		}
		else {
			ended(answered);
		}
	}

	/** No answer has come. */
	void failed(KeyLease lease, Throwable thrown, boolean mayRepeat) {
		Throwable last = this.call.session().failed(lease, thrown, mayRepeat && this.call.request().repeatable());
		if (last == null) {
			next();
		}
		else {
			ended(last);
		}
	}

	/** The request is over. */
	void ended(Throwable last) {
		if (this.current.isDisposed()) {
			return;
		}
		if (last instanceof WebAnsweredException answered) {
			this.kept.replace(Disposables.single());
			succeeded(answered.answer());
		}
		else {
			this.kept.dispose();
			this.subscriber.onError(last);
		}
	}

}
