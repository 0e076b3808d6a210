package io.apipool.autoconfigure;

import java.util.function.Function;
import java.util.stream.Collectors;

import io.apipool.aop.InvalidAnnotationException;
import io.apipool.aop.InvalidAnnotationException.Mistake;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which annotated methods cannot work, and what to do about it.
 */
final class InvalidAnnotationFailureAnalyzer extends AbstractFailureAnalyzer<InvalidAnnotationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidAnnotationException cause) {
		boolean several = cause.mistakes().size() > 1;
		return new FailureAnalysis(lines(cause, Mistake::toString),
				lines(cause, (mistake) -> (several ? mistake.method() + ": " : "") + mistake.advice()), cause);
	}

	private static String lines(InvalidAnnotationException cause, Function<Mistake, String> line) {
		return cause.mistakes().stream().map(line).distinct().collect(Collectors.joining(System.lineSeparator()));
	}

}
