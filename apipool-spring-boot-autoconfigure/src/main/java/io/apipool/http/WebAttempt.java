package io.apipool.http;

import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;

import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.pool.AnnouncedLimits;
import io.apipool.provider.Answer;
import io.apipool.provider.AnswerReader;
import io.apipool.reactive.LeaseContext;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BaseSubscriber;
import reactor.util.context.Context;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * Sends a request with one key, follows the provider's redirects, and reads what the
 * answer means.
 */
final class WebAttempt implements Disposable {

	private final WebExchange exchange;

	private final WebCall call;

	private final KeyLease lease;

	private final Target target;

	private final Disposable.Swap running = Disposables.swap();

	WebAttempt(WebExchange exchange, KeyLease lease) {
		this.exchange = exchange;
		this.call = exchange.call();
		this.lease = lease;
		this.target = this.call.pool().target();
	}

	void send() {
		URI uri = this.call.request().request().url();
		send(new KeyedWebRequest(this.call, this.lease, this.target, 0,
				new Redirect(uri, this.call.request().request().method().name(), true)));
	}

	private void send(KeyedWebRequest sent) {
		Sending sending = new Sending(sent);
		if (this.running.replace(sending)) {
			sent.exchange().subscribe(sending);
		}
	}

	@Override
	public void dispose() {
		this.running.dispose();
		this.call.session().cancelled(this.lease);
	}

	private void answered(KeyedWebRequest sent, ClientResponse response) {
		int status = response.statusCode().value();
		Redirect redirect = Redirect.of(status, response.headers().asHttpHeaders().getFirst(HttpHeaders.LOCATION),
				sent.line().uri(), sent.line().method());
		if (redirect != null) {
			follow(sent, redirect, response);
		}
		else if (this.target.answers().readsBody(status)) {
			BodyStart start = new BodyStart(AnswerReader.BODY_PREFIX, new BodyStart.Reader() {

				@Override
				public void read(BodyStart start) {
					received(response, start);
				}

				@Override
				public void failed(Throwable thrown) {
					WebAttempt.this.failed(sent, thrown);
				}

			});
			this.running.replace(start);
			response.body(BodyExtractors.toDataBuffers()).subscribe(start);
		}
		else {
			received(response, null);
		}
	}

	private void follow(KeyedWebRequest sent, Redirect redirect, ClientResponse response) {
		try {
			sent.check(redirect);
		}
		catch (IllegalStateException ex) {
			HandedAnswer.release(response);
			this.lease.succeeded();
			this.exchange.ended(ex);
			return;
		}
		Draining draining = new Draining(() -> send(sent.redirected(redirect)));
		this.running.replace(draining);
		response.body(BodyExtractors.toDataBuffers()).subscribe(draining);
	}

	private void received(ClientResponse response, @Nullable BodyStart start) {
		Answer answer = this.target.answers()
			.read(response.statusCode().value(), new ReceivedHeaders(response.headers().asHttpHeaders()),
					(start != null) ? start.bytes() : null, this.call.pool().calls().timekeeper().instant());
		AnnouncedLimits.tell(this.lease, answer.limits());
		CallOutcome outcome = answer.outcome();
		Redaction redaction = Redaction.of(this.lease.key().value());
		if (outcome == null) {
			this.exchange.succeeded(HandedAnswer.good(response, start, this.lease, this.call.pool(), redaction));
		}
		else {
			this.exchange.refused(this.lease, outcome, new WebAnsweredException(this.call.pool().name(), outcome,
					HandedAnswer.bad(response, start, redaction)));
		}
	}

	private void failed(KeyedWebRequest sent, Throwable thrown) {
		Throwable shown = sent.shown(thrown);
		this.exchange.failed(this.lease, shown, shown instanceof WebClientRequestException);
	}

	/**
	 * Waits for the answer.
	 */
	private final class Sending extends BaseSubscriber<ClientResponse> {

		private final KeyedWebRequest sent;

		private final Context context;

		private final AtomicBoolean answered = new AtomicBoolean();

		Sending(KeyedWebRequest sent) {
			this.sent = sent;
			this.context = LeaseContext.with(WebAttempt.this.exchange.subscriber().currentContext(),
					WebAttempt.this.lease);
		}

		@Override
		public Context currentContext() {
			return this.context;
		}

		@Override
		protected void hookOnNext(ClientResponse response) {
			if (this.answered.compareAndSet(false, true)) {
				this.sent.sending();
				answered(this.sent, response);
			}
		}

		@Override
		protected void hookOnComplete() {
			if (this.answered.compareAndSet(false, true)) {
				failed(this.sent, new IllegalStateException("the client gave no answer"));
			}
		}

		@Override
		protected void hookOnError(Throwable thrown) {
			if (this.answered.compareAndSet(false, true)) {
				failed(this.sent, thrown);
			}
		}

	}

	/**
	 * Reads the body of a redirect to its end, so that its connection can be used again.
	 */
	private static final class Draining extends BaseSubscriber<DataBuffer> {

		private final Runnable drained;

		Draining(Runnable drained) {
			this.drained = drained;
		}

		@Override
		protected void hookOnNext(DataBuffer buffer) {
			DataBufferUtils.release(buffer);
		}

		@Override
		protected void hookOnComplete() {
			this.drained.run();
		}

		@Override
		protected void hookOnError(Throwable thrown) {
			this.drained.run();
		}

	}

}
