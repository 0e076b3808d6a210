package io.apipool.client;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * The calls that lead from a client to one of its parts, noted down.
 */
final class Chain {

	private final @Nullable Chain before;

	private final Method method;

	private final @Nullable Object[] arguments;

	/**
	 * Notes a call down.
	 * @param before the calls before it, or null
	 */
	Chain(@Nullable Chain before, Method method, @Nullable Object[] arguments) {
		this.before = before;
		this.method = method;
		this.arguments = arguments;
	}

	/**
	 * Makes the calls.
	 * @param client what they start from
	 * @return what the last one returns
	 * @throws Exception what one of them throws, unchanged
	 */
	@Nullable Object follow(Object client) throws Exception {
		return invoke(start(this.before, client));
	}

	private static Object start(@Nullable Chain before, Object client) throws Exception {
		if (before == null) {
			return client;
		}
		Object part = before.follow(client);
		if (part == null) {
			throw new IllegalStateException(before.shown() + " returned null, so that nothing can be called on it");
		}
		return part;
	}

	@SuppressWarnings("NullAway") // a null target is impossible, null arguments are not
	private @Nullable Object invoke(Object target) throws Exception {
		try {
			return this.method.invoke(target, this.arguments);
		}
		catch (InvocationTargetException ex) {
			ReflectionUtils.rethrowException(ex.getTargetException());
			throw ex;
		}
	}

	/**
	 * Shows the calls without their arguments, which may be secrets.
	 */
	String shown() {
		return ((this.before != null) ? this.before.shown() + "." : "") + this.method.getName()
				+ ((this.method.getParameterCount() > 0) ? "(...)" : "()");
	}

}
