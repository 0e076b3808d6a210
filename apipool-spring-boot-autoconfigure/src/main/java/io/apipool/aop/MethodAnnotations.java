package io.apipool.aop;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;

import io.apipool.annotation.PooledApiCall;
import io.apipool.annotation.RateLimited;
import org.jspecify.annotations.Nullable;

/**
 * What is said about one method, on itself or on its type.
 *
 * @param method the most specific method
 * @param target the class whose method it is
 * @param pooled the pool's annotation, or null
 * @param limited the limit's annotation, or null
 * @param limitedAt where the limit is written: its permits are counted there
 */
record MethodAnnotations(Method method, Class<?> target, @Nullable PooledApiCall pooled, @Nullable RateLimited limited,
		AnnotatedElement limitedAt) {

	/**
	 * Whether a call is to be intercepted; a method that has a key parameter and nothing
	 * else is only complained of.
	 */
	boolean intercepted() {
		return this.pooled != null || this.limited != null;
	}

	/** {@code Class.method}, for messages. */
	String place() {
		return this.target.getSimpleName() + "." + this.method.getName();
	}

}
