package io.apipool.autoconfigure.definition;

import java.util.List;
import java.util.stream.Collectors;

import io.apipool.definition.InvalidDefinitionException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says in plain words what is wrong with the configuration, and what to do.
 */
final class InvalidDefinitionFailureAnalyzer extends AbstractFailureAnalyzer<InvalidDefinitionException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidDefinitionException cause) {
		List<InvalidDefinitionException> all = cause.all();
		String description = "The configuration of apipool is wrong:%n%n".formatted()
				+ all.stream().map(InvalidDefinitionFailureAnalyzer::description).collect(Collectors.joining());
		String action = all.stream()
			.map((mistake) -> "%s: %s.".formatted(mistake.property(), mistake.wayOut()))
			.collect(Collectors.joining(System.lineSeparator()));
		return new FailureAnalysis(description, action, cause);
	}

	private static String description(InvalidDefinitionException mistake) {
		String shown = (mistake.shownValue() != null) ? "    Value: %s%n".formatted(mistake.shownValue()) : "";
		return "    Property: %s%n%s    Reason: it %s%n%n".formatted(mistake.property(), shown, mistake.reason());
	}

}
