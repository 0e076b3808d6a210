package io.apipool.honest;

/** Whatever chooses keys: it makes one call of its own with a key of its choice. */
@FunctionalInterface
public interface Contender {

	/**
	 * Makes one call, waiting for a key as long as it likes.
	 * @param sender what sends it; may be used again after a failure
	 * @throws Exception if there was no key or the call failed
	 */
	void call(Sender sender) throws Exception;

	/** Sends one request with a key, under a number of its own. */
	@FunctionalInterface
	interface Sender {

		/**
		 * Sends one request.
		 * @param secret the key
		 * @return the answer's body
		 * @throws ProviderException if the answer is not 2xx
		 */
		String send(String secret);

	}

}
