package io.apipool.http;

import java.util.ArrayList;
import java.util.List;

import io.apipool.OutcomeClassifier;
import io.apipool.Timekeeper;
import org.springframework.util.ClassUtils;

/**
 * The classifiers of the exceptions of Spring's HTTP clients, as far as these are there.
 * Internal.
 */
public final class HttpClassifiers {

	private HttpClassifiers() {
	}

	/**
	 * Returns the classifiers.
	 * @param timekeeper the only source of time
	 * @param classLoader where Spring's clients are looked for
	 * @return those whose client is there
	 */
	public static List<OutcomeClassifier> present(Timekeeper timekeeper, ClassLoader classLoader) {
		List<OutcomeClassifier> present = new ArrayList<>();
		if (ClassUtils.isPresent("org.springframework.web.client.RestClientResponseException", classLoader)) {
			present.add(new RestClientClassifier(timekeeper));
		}
		if (ClassUtils.isPresent("org.springframework.web.reactive.function.client.WebClientResponseException",
				classLoader)) {
			present.add(new WebClientClassifier(timekeeper));
		}
		return List.copyOf(present);
	}

}
