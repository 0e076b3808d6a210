package io.apipool.aop;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.expression.BeanResolver;
import org.springframework.expression.ConstructorResolver;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.IndexAccessor;
import org.springframework.expression.MethodResolver;
import org.springframework.expression.OperatorOverloader;
import org.springframework.expression.PropertyAccessor;
import org.springframework.expression.TypeComparator;
import org.springframework.expression.TypeConverter;
import org.springframework.expression.TypeLocator;
import org.springframework.expression.TypedValue;
import org.springframework.expression.spel.support.StandardEvaluationContext;

/**
 * What all expressions share: how properties, methods and beans are found. A call adds
 * its arguments, and nothing that an expression has once looked up is looked up again.
 */
final class ExpressionScope {

	private final StandardEvaluationContext shared = new StandardEvaluationContext();

	private final BeanFactory beans;

	ExpressionScope(BeanFactory beans) {
		this.beans = beans;
		this.shared.setBeanResolver(new BeanFactoryResolver(beans));
		this.shared.getPropertyAccessors();
		this.shared.getMethodResolvers();
		this.shared.getConstructorResolvers();
	}

	boolean hasBean(String name) {
		return this.beans.containsBean(name);
	}

	EvaluationContext of(Variables variables, @Nullable Object[] arguments, @Nullable Object result) {
		return new CallContext(this.shared, variables, arguments, result);
	}

	private static final class CallContext implements EvaluationContext {

		private final StandardEvaluationContext shared;

		private final Variables variables;

		private final @Nullable Object[] arguments;

		private final @Nullable Object result;

		CallContext(StandardEvaluationContext shared, Variables variables, @Nullable Object[] arguments,
				@Nullable Object result) {
			this.shared = shared;
			this.variables = variables;
			this.arguments = arguments;
			this.result = result;
		}

		@Override
		public @Nullable Object lookupVariable(String name) {
			if (name.equals(Variables.RESULT)) {
				return this.result;
			}
			int index = this.variables.indexOf(name);
			return (index >= 0) ? this.arguments[index] : null;
		}

		@Override
		public void setVariable(String name, @Nullable Object value) {
			throw new UnsupportedOperationException("an annotation's expression sets no variables");
		}

		@Override
		public boolean isAssignmentEnabled() {
			return false;
		}

		@Override
		public TypedValue getRootObject() {
			return TypedValue.NULL;
		}

		@Override
		public List<PropertyAccessor> getPropertyAccessors() {
			return this.shared.getPropertyAccessors();
		}

		@Override
		public List<IndexAccessor> getIndexAccessors() {
			return this.shared.getIndexAccessors();
		}

		@Override
		public List<ConstructorResolver> getConstructorResolvers() {
			return this.shared.getConstructorResolvers();
		}

		@Override
		public List<MethodResolver> getMethodResolvers() {
			return this.shared.getMethodResolvers();
		}

		@Override
		public @Nullable BeanResolver getBeanResolver() {
			return this.shared.getBeanResolver();
		}

		@Override
		public TypeLocator getTypeLocator() {
			return this.shared.getTypeLocator();
		}

		@Override
		public TypeConverter getTypeConverter() {
			return this.shared.getTypeConverter();
		}

		@Override
		public TypeComparator getTypeComparator() {
			return this.shared.getTypeComparator();
		}

		@Override
		public OperatorOverloader getOperatorOverloader() {
			return this.shared.getOperatorOverloader();
		}

	}

}
