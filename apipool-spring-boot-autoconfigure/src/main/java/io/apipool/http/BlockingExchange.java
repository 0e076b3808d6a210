package io.apipool.http;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.LeaseBinding;
import io.apipool.pool.AnnouncedLimits;
import io.apipool.pool.CallSession;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;

/**
 * One request over all of its attempts. What the caller gets is the provider's own
 * answer: the first good one, or the last of those that were not. An answer that is kept
 * for the case that no further key can be had is closed as soon as one was.
 */
final class BlockingExchange {

	private final HttpPool pool;

	private final HttpRequest request;

	private final BlockingAttempt attempt;

	private final CallSession session;

	private final AtomicReference<@Nullable AnsweredException> kept = new AtomicReference<>();

	BlockingExchange(HttpPool pool, ClientHttpRequestExecution execution, HttpRequest request, byte[] body) {
		this.pool = pool;
		this.request = request;
		this.attempt = new BlockingAttempt(pool, execution, request, body);
		this.session = pool.open(RequestReading.facts(request, body));
	}

	ClientHttpResponse run() throws IOException {
		try {
			ClientHttpResponse response = null;
			while (response == null) {
				response = attempt(this.session.await());
			}
			return response;
		}
		catch (AnsweredException ex) {
			return ex.response();
		}
		catch (RuntimeException | Error ex) {
			closeKept();
			throw ex;
		}
	}

	/**
	 * Makes one attempt.
	 * @return what the caller gets; null: the request is to be sent again
	 */
	private @Nullable ClientHttpResponse attempt(KeyLease lease) throws IOException {
		closeKept();
		ReceivedAnswer received = send(lease);
		if (received == null) {
			return null;
		}
		AnnouncedLimits.tell(lease, received.answer().limits());
		CallOutcome outcome = received.answer().outcome();
		if (outcome == null) {
			return received.passing(lease, this.pool);
		}
		AnsweredException answered = received.refusal(lease, this.pool.name());
		this.kept.set(answered);
		boolean mayRepeat = Resending.isAllowed(this.request.getMethod().name(), true, outcome);
		return this.session.ended(lease, outcome, answered, mayRepeat) ? null : answered.response();
	}

	private void closeKept() {
		AnsweredException answered = this.kept.getAndSet(null);
		if (answered != null) {
			answered.response().close();
		}
	}

	/**
	 * Sends the request with a key.
	 * @return the answer; null: it failed and is to be sent again
	 */
	private @Nullable ReceivedAnswer send(KeyLease lease) throws IOException {
		LeaseBinding binding = LeaseBinding.ofThread();
		LeaseBinding.Scope before = binding.swap((LeaseBinding.Scope) lease);
		try {
			return this.attempt.send(lease);
		}
		catch (IOException ex) {
			binding.swap(before);
			failed(lease, Redaction.of(lease.key().value()).error(ex));
			return null;
		}
		catch (RuntimeException | Error ex) {
			binding.swap(before);
			this.session.failed(lease, ex, false);
			throw ex;
		}
		finally {
			binding.swap(before);
		}
	}

	private void failed(KeyLease lease, IOException thrown) throws IOException {
		Throwable last = this.session.failed(lease, thrown, true);
		if (last instanceof IOException io) {
			throw io;
		}
		if (last != null) {
			throw new IOException(last);
		}
	}

}
