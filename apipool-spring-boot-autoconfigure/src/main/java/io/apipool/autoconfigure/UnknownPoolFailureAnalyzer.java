package io.apipool.autoconfigure;

import io.apipool.UnknownPoolException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which pools there are where the start asks for one that there is not.
 */
final class UnknownPoolFailureAnalyzer extends AbstractFailureAnalyzer<UnknownPoolException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnknownPoolException cause) {
		String name = cause.pool().orElse("name");
		return new FailureAnalysis(cause.getMessage(),
				"Use one of the names there are, or list keys below apipool.pools." + name + ".keys.", cause);
	}

}
