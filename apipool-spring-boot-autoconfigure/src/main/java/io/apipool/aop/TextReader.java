package io.apipool.aop;

import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.BeanReference;
import org.springframework.expression.spel.ast.FunctionReference;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/**
 * Reads the texts of one method's annotations: an expression starts with {@code #} or
 * {@code @} and is parsed here, once, and its variables and beans are looked up.
 */
final class TextReader {

	private static final SpelExpressionParser PARSER = new SpelExpressionParser();

	private final Variables variables;

	private final ExpressionScope scope;

	TextReader(Variables variables, ExpressionScope scope) {
		this.variables = variables;
		this.scope = scope;
	}

	/** Reads a text over the call's arguments. */
	Text read(String attribute, String text) {
		return read(attribute, text, false);
	}

	/** Reads a text over the call's arguments and its result. */
	Text readWithResult(String attribute, String text) {
		return read(attribute, text, true);
	}

	private Text read(String attribute, String text, boolean withResult) {
		if (!text.startsWith("#") && !text.startsWith("@")) {
			return new Text.Literal(text);
		}
		try {
			SpelExpression parsed = (SpelExpression) PARSER.parseExpression(text);
			check(parsed.getAST(), attribute, text, withResult);
			return new Text.Spel(new ParsedExpression(parsed, this.variables, this.scope));
		}
		catch (ParseException ex) {
			throw new MistakeException(attribute + " = '" + text + "' is not an expression: " + ex.getSimpleMessage(),
					"Text that starts with # or @ is a SpEL expression.");
		}
	}

	private void check(SpelNode node, String attribute, String text, boolean withResult) {
		if (node instanceof VariableReference || node instanceof FunctionReference) {
			checkVariable(node, attribute, text, withResult);
		}
		if (node instanceof BeanReference) {
			checkBean(node.toStringAST(), attribute, text);
		}
		for (int i = 0; i < node.getChildCount(); i++) {
			check(node.getChild(i), attribute, text, withResult);
		}
	}

	private void checkVariable(SpelNode node, String attribute, String text, boolean withResult) {
		String written = node.toStringAST();
		String name = written.substring(1);
		boolean isResult = name.equals(Variables.RESULT);
		if (this.variables.indexOf(name) < 0 && !name.equals("this") && !(isResult && withResult)) {
			throw new MistakeException(
					attribute + " = '" + text + "' names " + written + ", which is no parameter of the method",
					isResult ? "There is a result only in 'actual'." : this.variables.known());
		}
	}

	private void checkBean(String written, String attribute, String text) {
		if (!this.scope.hasBean(written.substring(1).replace("'", ""))) {
			throw new MistakeException(
					attribute + " = '" + text + "' names the bean " + written + ", which is not there",
					"Name a bean of the application.");
		}
	}

}
