package io.apipool.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.annotation.AliasFor;

/**
 * Runs a method, or each public method that a type declares, with a key of a pool.
 * <p>
 * The method may run again with another key after an answer that did nothing (throttled,
 * key rejected, ...); {@code maxAttempts = 1} switches that off. Text that starts with
 * {@code #} or {@code @} is a SpEL expression over the parameters' names.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Reflective
public @interface PooledApiCall {

	/**
	 * The pool's name.
	 * @return the name
	 */
	@AliasFor("pool")
	String value() default "";

	/**
	 * The pool's name.
	 * @return the name
	 */
	@AliasFor("value")
	String pool() default "";

	/**
	 * What the call does, for usage and messages.
	 * @return empty: {@code SimpleClassName.methodName}
	 */
	String operation() default "";

	/**
	 * The model, whose limits then apply within those of the group.
	 * @return a name or an expression; empty: none
	 */
	String model() default "";

	/**
	 * The estimate of tokens, input and output together.
	 * @return a number or an expression; empty: none
	 */
	String tokens() default "";

	/**
	 * Amounts of other dimensions.
	 * @return {@code dimension: number or expression}
	 */
	String[] units() default {};

	/**
	 * What was really used, from {@code #result}: what the method returned, what its
	 * stage ended with, the value of a {@code Mono}, the last element of a {@code Flux}.
	 * @return {@code dimension: expression}
	 */
	String[] actual() default {};

	/**
	 * What wants to meet the same key again.
	 * @return an expression; empty: nothing
	 */
	String affinity() default "";

	/**
	 * Bounds all waiting of the call together.
	 * @return a duration such as {@code 30s}, or an expression; empty: the pool's
	 */
	String maxWait() default "";

	/**
	 * The priority among waiting calls.
	 * @return higher first
	 */
	int priority() default 0;

	/**
	 * Bounds the attempts.
	 * @return 0: the pool's; 1: never again
	 */
	int maxAttempts() default 0;

}
