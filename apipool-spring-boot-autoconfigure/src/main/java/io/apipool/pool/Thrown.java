package io.apipool.pool;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * What a call has thrown, as its caller shall see it: the exception itself, whatever
 * thread it comes from and whatever a signature declares. Internal.
 */
public final class Thrown {

	private Thrown() {
	}

	/**
	 * Throws an exception unchanged, also one that the signature does not declare.
	 * @param thrown the exception
	 * @param <E> inferred as unchecked where it is thrown
	 * @return nothing: so that the compiler sees that the caller ends here
	 * @throws E the exception
	 */
	@SuppressWarnings("unchecked")
	public static <E extends Throwable> RuntimeException rethrow(Throwable thrown) throws E {
		throw (E) thrown;
	}

	/**
	 * Takes off what only carries an exception from one thread to another.
	 * @param thrown the exception
	 * @return it, or the one that it carries
	 */
	public static Throwable inner(Throwable thrown) {
		Throwable inner = thrown;
		while ((inner instanceof CompletionException || inner instanceof ExecutionException)
				&& inner.getCause() != null) {
			inner = inner.getCause();
		}
		return inner;
	}

}
