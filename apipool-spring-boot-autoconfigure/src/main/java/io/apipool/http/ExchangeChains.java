package io.apipool.http;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.util.ConcurrentReferenceHashMap;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.ExchangeFunctions;
import org.springframework.web.reactive.function.client.ExchangeStrategies;

/**
 * Makes sure that no client follows a redirect below our filter: it would take the key
 * along, to whatever host the redirect names, and nobody above it could tell.
 * <p>
 * A filter is handed the rest of the chain and not the connector at its end, and Spring
 * has no accessor for that. So the chain is taken apart: each link of it holds a filter
 * and the next link, the last one the connector and the codecs. It is put together again
 * with the same filters and a connector that follows no redirects. A chain that cannot be
 * taken apart, or that ends in a connector of unknown kind, gets no key.
 */
final class ExchangeChains {

	private static final String SPRING = "org.springframework.web.reactive.function.client.";

	private static final int LONGEST = 64;

	private final String pool;

	private final boolean allowUnchecked;

	private final Map<ExchangeFunction, ChainEnd> known = new ConcurrentReferenceHashMap<>();

	ExchangeChains(String pool, boolean allowUnchecked) {
		this.pool = pool;
		this.allowUnchecked = allowUnchecked;
	}

	/**
	 * Returns a chain that does the same and follows no redirect.
	 * @param next the rest of the chain
	 * @throws IllegalStateException if there is none
	 */
	ExchangeChain checked(ExchangeFunction next) {
		ExchangeFunction last = last(next);
		ChainEnd end = (last != null) ? end(last) : null;
		if (end != null || this.allowUnchecked) {
			return new ExchangeChain(next, end);
		}
		ClientHttpConnector connector = HiddenFields.read((last != null) ? last : next, ClientHttpConnector.class);
		throw Redirect.unchecked(this.pool, connector, "connector of Reactor Netty or the JDK");
	}

	/**
	 * Returns the same chain with another end.
	 * @param end the end, or null: its own
	 */
	static ExchangeFunction replaced(ExchangeFunction link, @Nullable ChainEnd end) {
		if (end == null) {
			return link;
		}
		if (isLast(link)) {
			return end.function();
		}
		ExchangeFilterFunction filter = HiddenFields.read(link, ExchangeFilterFunction.class);
		ExchangeFunction after = HiddenFields.read(link, ExchangeFunction.class);
		if (filter == null || after == null) {
			throw new IllegalStateException(link.getClass().getName() + " is a link of another kind now");
		}
		ExchangeFunction rest = replaced(after, end);
		return (request) -> filter.filter(request, rest);
	}

	private static @Nullable ExchangeFunction last(ExchangeFunction first) {
		ExchangeFunction link = first;
		for (int depth = 0; depth < LONGEST && link.getClass().getName().startsWith(SPRING); depth++) {
			if (isLast(link)) {
				return link;
			}
			ExchangeFunction after = HiddenFields.read(link, ExchangeFunction.class);
			if (after == null || HiddenFields.read(link, ExchangeFilterFunction.class) == null) {
				return null;
			}
			link = after;
		}
		return null;
	}

	private static boolean isLast(ExchangeFunction link) {
		return link.getClass().getName().equals(SPRING + "ExchangeFunctions$DefaultExchangeFunction");
	}

	private @Nullable ChainEnd end(ExchangeFunction last) {
		ChainEnd present = this.known.get(last);
		if (present != null) {
			return present;
		}
		ChainEnd read = read(last);
		if (read != null) {
			this.known.put(last, read);
		}
		return read;
	}

	@SuppressWarnings("ReferenceEquality")
	private static @Nullable ChainEnd read(ExchangeFunction last) {
		ClientHttpConnector connector = HiddenFields.read(last, ClientHttpConnector.class);
		ExchangeStrategies strategies = HiddenFields.read(last, ExchangeStrategies.class);
		ClientHttpConnector unfollowing = (connector != null) ? UnfollowingConnectors.of(connector) : null;
		if (unfollowing == null || strategies == null) {
			return null;
		}
		boolean same = unfollowing == connector;
		return new ChainEnd(same ? last : ExchangeFunctions.create(unfollowing, strategies), unfollowing, strategies);
	}

}
