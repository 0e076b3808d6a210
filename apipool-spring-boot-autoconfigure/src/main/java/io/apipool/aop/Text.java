package io.apipool.aop;

import org.jspecify.annotations.Nullable;

/**
 * What a text of an annotation stands for: itself, or what its expression gives for a
 * call.
 */
sealed interface Text {

	/**
	 * Returns what it stands for.
	 * @param arguments the call's arguments
	 * @param result the call's result, where it has ended
	 * @return the text itself, or the expression's value
	 */
	@Nullable Object of(@Nullable Object[] arguments, @Nullable Object result);

	/**
	 * The text as it is written.
	 */
	record Literal(String text) implements Text {

		@Override
		public Object of(@Nullable Object[] arguments, @Nullable Object result) {
			return this.text;
		}

	}

	/**
	 * An expression, parsed.
	 */
	record Spel(ParsedExpression expression) implements Text {

		@Override
		public @Nullable Object of(@Nullable Object[] arguments, @Nullable Object result) {
			return this.expression.evaluate(arguments, result);
		}

	}

}
