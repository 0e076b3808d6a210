package io.apipool.pool;

/**
 * Throws what a signature does not declare: a caller sees a provider's exception as it
 * is. Internal.
 */
public final class Sneaky {

	private Sneaky() {
	}

	/**
	 * Throws an exception unchanged.
	 * @param thrown the exception
	 * @param <E> inferred as unchecked where it is thrown
	 * @return nothing: so that the compiler sees that the caller ends here
	 * @throws E the exception
	 */
	@SuppressWarnings("unchecked")
	public static <E extends Throwable> RuntimeException sneak(Throwable thrown) throws E {
		throw (E) thrown;
	}

}
