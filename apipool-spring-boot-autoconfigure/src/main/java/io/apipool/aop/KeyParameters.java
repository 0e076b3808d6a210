package io.apipool.aop;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.Function;
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

	private final @Nullable KeyParameter[] kinds;

	private final boolean none;

	private final int single;

	private KeyParameters(@Nullable KeyParameter[] kinds) {
		this.kinds = kinds;
		int[] filled = IntStream.range(0, kinds.length).filter((i) -> kinds[i] != null).toArray();
		this.none = filled.length == 0;
		this.single = (filled.length == 1) ? filled[0] : -1;
	}

	/**
	 * Reads the parameters of a method.
	 * @param clients fills in what is neither key, lease nor secret
	 */
	static KeyParameters of(Method method, Function<MethodParameter, KeyParameter> clients) {
		MethodParameter[] parameters = new AnnotatedMethod(method).getMethodParameters();
		@Nullable KeyParameter[] kinds = new @Nullable KeyParameter[parameters.length];
		for (int i = 0; i < kinds.length; i++) {
			kinds[i] = kind(parameters[i], clients);
		}
		return new KeyParameters(kinds);
	}

	/** Whether any parameter of a method is filled in. */
	static boolean any(Method method) {
		return !of(method, (parameter) -> KeyParameter.LEASE).none();
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
			KeyParameter kind = this.kinds[i];
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
		KeyParameter kind = (this.single >= 0) ? this.kinds[this.single] : null;
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

	private static @Nullable KeyParameter kind(MethodParameter parameter,
			Function<MethodParameter, KeyParameter> clients) {
		Class<?> type = parameter.getParameterType();
		if (type == ApiKey.class || type == KeyLease.class) {
			return (type == ApiKey.class) ? KeyParameter.KEY : KeyParameter.LEASE;
		}
		if (!parameter.hasParameterAnnotation(PooledKey.class)) {
			return null;
		}
		return (type == String.class) ? KeyParameter.SECRET : clients.apply(parameter);
	}

}
