package io.apipool.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Limits a method. On a method that is also {@link PooledApiCall}, its permits are taken
 * in one step with those of the key.
 * <p>
 * Without {@link #name()} each method has a limiter of its own; on a type one for all its
 * methods.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Reflective
public @interface RateLimited {

	/**
	 * The limits, as {@code 100/m} or {@code 5 concurrent}.
	 * @return the limits; empty where {@link #name()} is given
	 */
	String[] value() default {};

	/**
	 * The name of a limit below {@code apipool.rate-limits}.
	 * @return the name; empty where {@link #value()} is given
	 */
	String name() default "";

	/**
	 * Counts separately for each value, such as a tenant.
	 * @return an expression; empty: one count
	 */
	String key() default "";

	/**
	 * How many permits a call takes, of the limit's dimension.
	 * @return a number or an expression; empty: 1
	 */
	String permits() default "";

	/**
	 * How long a call waits for the limit.
	 * @return a duration; empty: the named limit's, else {@code 0s}; with
	 * {@link PooledApiCall}: the pool call's
	 */
	String maxWait() default "";

}
