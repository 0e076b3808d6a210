package io.apipool.aop;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.IntStream;

import io.apipool.ApiKey;
import io.apipool.KeyLease;
import io.apipool.annotation.PooledKey;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedMethod;

/**
 * Which parameters of a method the pool fills in, and with what.
 */
final class KeyParameters {

	private final @Nullable Kind[] kinds;

	private final boolean none;

	private final int single;

	private KeyParameters(@Nullable Kind[] kinds) {
		this.kinds = kinds;
		int[] filled = IntStream.range(0, kinds.length).filter((i) -> kinds[i] != null).toArray();
		this.none = filled.length == 0;
		this.single = (filled.length == 1) ? filled[0] : -1;
	}

	static KeyParameters of(Method method) {
		MethodParameter[] parameters = new AnnotatedMethod(method).getMethodParameters();
		@Nullable Kind[] kinds = new @Nullable Kind[parameters.length];
		for (int i = 0; i < kinds.length; i++) {
			kinds[i] = kind(parameters[i]);
		}
		return new KeyParameters(kinds);
	}

	/** Whether a parameter of the method itself is annotated. */
	static boolean annotated(Method method) {
		return method.getParameterCount() > 0 && Arrays.stream(method.getParameters())
			.anyMatch((parameter) -> parameter.isAnnotationPresent(PooledKey.class));
	}

	boolean none() {
		return this.none;
	}

	/** Returns the arguments with the key in its places; those given stay as they are. */
	@Nullable Object[] fill(@Nullable Object[] arguments, KeyLease lease) {
		if (this.none) {
			return arguments;
		}
		@Nullable Object[] filled = arguments.clone();
		for (int i = 0; i < this.kinds.length; i++) {
			Kind kind = this.kinds[i];
			if (kind != null) {
				filled[i] = kind.of(lease);
			}
		}
		return filled;
	}

	/**
	 * Fills the key in where the arguments stand. For one parameter, as most methods
	 * have, that allocates nothing.
	 * @return what {@link #putBack} needs
	 */
	@Nullable Object swap(@Nullable Object[] arguments, KeyLease lease) {
		Kind kind = (this.single >= 0) ? this.kinds[this.single] : null;
		if (kind == null) {
			@Nullable Object[] given = arguments.clone();
			System.arraycopy(fill(given, lease), 0, arguments, 0, arguments.length);
			return given;
		}
		Object given = arguments[this.single];
		arguments[this.single] = kind.of(lease);
		return given;
	}

	void putBack(@Nullable Object[] arguments, @Nullable Object given) {
		if (this.single >= 0) {
			arguments[this.single] = given;
		}
		else if (given instanceof Object[] all) {
			System.arraycopy(all, 0, arguments, 0, all.length);
		}
	}

	private static @Nullable Kind kind(MethodParameter parameter) {
		Class<?> type = parameter.getParameterType();
		if (type == ApiKey.class || type == KeyLease.class) {
			return (type == ApiKey.class) ? Kind.KEY : Kind.LEASE;
		}
		if (!parameter.hasParameterAnnotation(PooledKey.class)) {
			return null;
		}
		if (type != String.class) {
			throw new MistakeException("nobody makes the @PooledKey " + type.getSimpleName(),
					"A parameter of another type than String needs a PooledClientFactory, which is not available in this "
							+ "version: take a String, an ApiKey or a KeyLease and make the client from it.");
		}
		return Kind.SECRET;
	}

	private enum Kind {

		KEY, LEASE, SECRET;

		Object of(KeyLease lease) {
			return switch (this) {
				case KEY -> lease.key();
				case LEASE -> lease;
				case SECRET -> lease.key().value();
			};
		}

	}

}
