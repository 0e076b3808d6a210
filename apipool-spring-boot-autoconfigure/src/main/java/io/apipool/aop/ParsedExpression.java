package io.apipool.aop;

import org.jspecify.annotations.Nullable;

import org.springframework.expression.EvaluationException;
import org.springframework.expression.Expression;

/**
 * An expression over the parameters of one method.
 */
final class ParsedExpression {

	private final Expression expression;

	private final Variables variables;

	private final ExpressionScope scope;

	ParsedExpression(Expression expression, Variables variables, ExpressionScope scope) {
		this.expression = expression;
		this.variables = variables;
		this.scope = scope;
	}

	@Nullable Object evaluate(@Nullable Object[] arguments, @Nullable Object result) {
		try {
			return this.expression.getValue(this.scope.of(this.variables, arguments, result));
		}
		catch (EvaluationException ex) {
			throw new IllegalArgumentException(
					this.variables.place() + ": '" + this.expression.getExpressionString() + "' cannot be evaluated",
					ex);
		}
	}

	@Override
	public String toString() {
		return this.expression.getExpressionString();
	}

}
