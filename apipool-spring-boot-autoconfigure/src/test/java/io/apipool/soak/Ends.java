package io.apipool.soak;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.apipool.PoolClosedException;
import io.apipool.PoolExhaustedException;
import io.apipool.UnknownPoolException;

import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

/** What calls may end with, when all goes wrong around them. */
final class Ends {

	/** Begins the names of what they may not end with. */
	static final String SURPRISE = "SURPRISE ";

	private static final List<Class<? extends Throwable>> EXPECTED = List.of(PoolExhaustedException.class,
			PoolClosedException.class, UnknownPoolException.class, AnswerException.class, IOException.class,
			InterruptedException.class, CancellationException.class, TimeoutException.class,
			ResourceAccessException.class, RestClientResponseException.class, WebClientRequestException.class,
			WebClientResponseException.class);

	private Ends() {
	}

	static String name(Throwable thrown) {
		Throwable cause = thrown;
		while ((cause instanceof CompletionException || cause instanceof ExecutionException || isReactorsWrapper(cause))
				&& cause.getCause() != null) {
			cause = cause.getCause();
		}
		if (cause instanceof AnswerException answer) {
			return "answer " + answer.statusCode();
		}
		for (Class<? extends Throwable> expected : EXPECTED) {
			if (expected.isInstance(cause)) {
				return expected.getSimpleName();
			}
		}
		return isReactorsTimeout(cause) ? "blocked too long" : SURPRISE + cause;
	}

	private static boolean isReactorsWrapper(Throwable thrown) {
		return thrown.getClass().getName().startsWith("reactor.core.Exceptions");
	}

	private static boolean isReactorsTimeout(Throwable thrown) {
		return thrown instanceof IllegalStateException && String.valueOf(thrown.getMessage()).startsWith("Timeout on");
	}

}
