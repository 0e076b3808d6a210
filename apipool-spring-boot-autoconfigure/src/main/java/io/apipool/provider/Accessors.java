package io.apipool.provider;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The methods by which objects of a class tell about an answer, each null where there is
 * none. What they throw counts as nothing told.
 */
final class Accessors {

	private static final ClassValue<Accessors> OF_CLASS = new ClassValue<>() {

		@Override
		protected Accessors computeValue(Class<?> type) {
			return new Accessors(type);
		}

	};

	private final @Nullable Method status;

	private final @Nullable Method headers;

	private final @Nullable Method value;

	private Accessors(Class<?> type) {
		this.status = findAny(type, "statusCode", "getStatusCode", "status");
		this.headers = findAny(type, "headers", "getHeaders", "getResponseHeaders");
		this.value = find(type, "value");
	}

	static Accessors of(Object object) {
		return OF_CLASS.get(object.getClass());
	}

	/**
	 * Asks an object for something by its name.
	 * @return null where that is not known
	 */
	static @Nullable Object get(Object object, String accessor, String name) {
		return invoke(find(object.getClass(), accessor, String.class), object, name);
	}

	@Nullable Object status(Object object) {
		return invoke(this.status, object);
	}

	@Nullable Object headers(Object object) {
		return invoke(this.headers, object);
	}

	@Nullable Object value(Object object) {
		return invoke(this.value, object);
	}

	private static @Nullable Method findAny(Class<?> type, String... names) {
		return Stream.of(names).flatMap((name) -> Stream.ofNullable(find(type, name))).findFirst().orElse(null);
	}

	private static @Nullable Method find(Class<?> type, String name, Class<?>... parameters) {
		try {
			Method method = type.getMethod(name, parameters);
			boolean usable = Modifier.isPublic(method.getDeclaringClass().getModifiers()) || method.trySetAccessible();
			return usable ? method : null;
		}
		catch (NoSuchMethodException | RuntimeException ex) {
			return null;
		}
	}

	private static @Nullable Object invoke(@Nullable Method method, Object target, Object... arguments) {
		try {
			return (method != null) ? method.invoke(target, arguments) : null;
		}
		catch (IllegalAccessException | InvocationTargetException | RuntimeException ex) {
			return null;
		}
	}

}
