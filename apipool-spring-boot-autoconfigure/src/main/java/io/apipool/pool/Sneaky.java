package io.apipool.pool;

/**
 * Throws what a signature does not declare: a caller sees a provider's exception as it
 * is.
 */
final class Sneaky {

	private Sneaky() {
	}

	@SuppressWarnings("unchecked")
	static <E extends Throwable> RuntimeException sneak(Throwable thrown) throws E {
		throw (E) thrown;
	}

}
