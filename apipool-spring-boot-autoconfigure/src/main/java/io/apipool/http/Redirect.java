package io.apipool.http;

import java.net.URI;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Where a redirect leads, after RFC 9110 section 15.4 and what clients do.
 *
 * @param uri the next address
 * @param method the next method
 * @param keepsBody whether the body goes along
 */
record Redirect(URI uri, String method, boolean keepsBody) {

	/** How many are followed one after another. */
	static final int MOST = 5;

	private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

	/**
	 * Returns where an answer redirects to.
	 * @param status its status
	 * @param location its {@code Location}, or null
	 * @param uri where the request went
	 * @param method the request's method
	 * @return the next request, or null for an answer that is not followed
	 */
	static @Nullable Redirect of(int status, @Nullable String location, URI uri, String method) {
		if (location == null || !STATUSES.contains(status)) {
			return null;
		}
		URI next = resolve(uri, location);
		boolean asGet = (status == 303 && !method.equals("HEAD")) || (status < 303 && method.equals("POST"));
		return (next != null) ? new Redirect(next, asGet ? "GET" : method, !asGet) : null;
	}

	/**
	 * Words the refusal of a client that may follow redirects by itself.
	 * @param pool the pool's name
	 * @param sender what sends the client's requests, or null where even that is not
	 * known
	 * @param known which ones can be told not to follow any
	 */
	static IllegalStateException unchecked(String pool, @Nullable Object sender, String known) {
		return new IllegalStateException(pool + ": refused to put the key on a request of "
				+ ((sender != null) ? sender.getClass().getName() : "this client")
				+ ", because it cannot be told whether that follows redirects and takes the key along; use the " + known
				+ ", or, if it follows none, set apipool.http.allow-unchecked-redirects=true");
	}

	private static @Nullable URI resolve(URI uri, String location) {
		try {
			return uri.resolve(location.strip());
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
