package io.apipool.http;

import java.io.IOException;
import java.util.Map;
import java.util.function.BiPredicate;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpRequest;
import org.springframework.http.client.BufferingClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.ConcurrentReferenceHashMap;

/**
 * Makes sure that no client follows a redirect below our interceptor: it would take the
 * key along, to whatever host the redirect names, and nobody above it could tell.
 * <p>
 * An interceptor is handed the rest of the chain and not the request factory at its end,
 * and Spring has no accessor for that. So the chain is taken apart: each link of it holds
 * the next interceptor and the next link, the last one the factory. It is put together
 * again with the same interceptors and a factory whose requests do not follow redirects.
 * A chain that cannot be taken apart, or that ends in a factory of unknown kind, gets no
 * key.
 */
final class RequestChains {

	private static final int LONGEST = 64;

	private final String pool;

	private final boolean allowUnchecked;

	private final Map<ClientHttpRequestFactory, Boolean> known = new ConcurrentReferenceHashMap<>();

	RequestChains(String pool, boolean allowUnchecked) {
		this.pool = pool;
		this.allowUnchecked = allowUnchecked;
	}

	/**
	 * Returns a chain that does the same and follows no redirect.
	 * @param execution the rest of the chain
	 * @param request what is to be sent through it
	 * @throws IllegalStateException if there is none
	 */
	ClientHttpRequestExecution checked(ClientHttpRequestExecution execution, HttpRequest request) throws IOException {
		ClientHttpRequestExecution checked = rebuilt(execution, request, 0);
		if (checked != null) {
			return checked;
		}
		if (this.allowUnchecked) {
			return execution;
		}
		throw Redirect.unchecked(this.pool, end(execution, 0),
				"request factory of the JDK, HttpComponents, Jetty or Reactor");
	}

	private @Nullable ClientHttpRequestExecution rebuilt(ClientHttpRequestExecution link, HttpRequest request,
			int depth) throws IOException {
		ClientHttpRequestFactory factory = HiddenFields.read(link, ClientHttpRequestFactory.class);
		if (factory != null) {
			return isKnown(factory, request) ? new End(new Unfollowing(factory), buffering(link)) : null;
		}
		ClientHttpRequestInterceptor next = HiddenFields.read(link, ClientHttpRequestInterceptor.class);
		ClientHttpRequestExecution after = HiddenFields.read(link, ClientHttpRequestExecution.class);
		if (next == null || after == null || depth > LONGEST) {
			return null;
		}
		ClientHttpRequestExecution rest = rebuilt(after, request, depth + 1);
		return (rest != null) ? (sent, body) -> next.intercept(sent, body, rest) : null;
	}

	private boolean isKnown(ClientHttpRequestFactory factory, HttpRequest request) throws IOException {
		Boolean known = this.known.get(factory);
		if (known == null) {
			known = new Unfollowing(factory).tryCreate(request.getURI(), request.getMethod()) != null;
			this.known.put(factory, known);
		}
		return known;
	}

	/**
	 * Returns which responses the client wants to have buffered, or null for none.
	 */
	private static @Nullable BiPredicate<?, ?> buffering(ClientHttpRequestExecution last) {
		ClientHttpRequest whole = HiddenFields.read(last, ClientHttpRequest.class);
		return (whole != null) ? HiddenFields.read(whole, BiPredicate.class) : null;
	}

	private static @Nullable ClientHttpRequestFactory end(ClientHttpRequestExecution link, int depth) {
		ClientHttpRequestFactory factory = HiddenFields.read(link, ClientHttpRequestFactory.class);
		ClientHttpRequestExecution after = HiddenFields.read(link, ClientHttpRequestExecution.class);
		return (factory != null || after == null || depth > LONGEST) ? factory : end(after, depth + 1);
	}

	/**
	 * The last link: what Spring's own does, without following redirects.
	 *
	 * @param factory creates the requests
	 * @param buffering which responses are buffered, or null
	 */
	private record End(Unfollowing factory,
			@Nullable BiPredicate<?, ?> buffering) implements ClientHttpRequestExecution {

		@Override
		public ClientHttpResponse execute(HttpRequest request, byte[] body) throws IOException {
			ClientHttpRequest created = create(request);
			created.getHeaders().putAll(request.getHeaders());
			created.getAttributes().putAll(request.getAttributes());
			RequestBody.write(created, body, request);
			return created.execute();
		}

		@SuppressWarnings("unchecked")
		private ClientHttpRequest create(HttpRequest request) throws IOException {
			BiPredicate<Object, Object> buffered = (BiPredicate<Object, Object>) this.buffering;
			ClientHttpRequestFactory creator = (buffered != null
					&& buffered.test(request.getURI(), request.getMethod()))
							? new BufferingClientHttpRequestFactory(this.factory) : this.factory;
			return creator.createRequest(request.getURI(), request.getMethod());
		}

	}

}
