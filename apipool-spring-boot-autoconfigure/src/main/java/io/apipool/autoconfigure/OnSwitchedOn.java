package io.apipool.autoconfigure;

import io.apipool.definition.InvalidDefinitionException;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches unless {@code apipool.enabled} is false. What is neither true nor false stops
 * the start: a slip of the pen must not leave the application without its pools.
 */
final class OnSwitchedOn extends SpringBootCondition {

	private static final String PROPERTY = "apipool.enabled";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean enabled = enabled(context.getEnvironment());
		return new ConditionOutcome(enabled, ConditionMessage.of(PROPERTY + " is " + enabled));
	}

	private static boolean enabled(Environment environment) {
		try {
			return environment.getProperty(PROPERTY, Boolean.class, true);
		}
		catch (ConversionException ex) {
			throw new InvalidDefinitionException(PROPERTY, environment.getProperty(PROPERTY),
					"is neither true nor false", "write true or false");
		}
	}

}
