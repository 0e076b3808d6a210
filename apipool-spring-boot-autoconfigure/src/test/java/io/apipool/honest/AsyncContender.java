package io.apipool.honest;

import java.util.concurrent.CompletionStage;

/** Whatever chooses keys without holding a thread. */
@FunctionalInterface
public interface AsyncContender {

	/**
	 * Makes one call.
	 * @param sender what sends it; may be used again after a failure
	 * @return the call's end
	 * @throws Exception if there was no key
	 */
	CompletionStage<?> call(Sender sender) throws Exception;

	/** Sends one request with a key, under a number of its own. */
	@FunctionalInterface
	interface Sender {

		/**
		 * Sends one request.
		 * @param secret the key
		 * @return the answer's body, or a {@link ProviderException}
		 */
		CompletionStage<String> send(String secret);

	}

}
