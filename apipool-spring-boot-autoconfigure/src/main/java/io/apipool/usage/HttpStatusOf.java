package io.apipool.usage;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The HTTP status that an exception tells, or one of its causes: most clients' exceptions
 * have a public method for it.
 */
final class HttpStatusOf {

	private static final int DEEP = 5;

	private static final ClassValue<Optional<Method>> METHODS = new ClassValue<>() {

		@Override
		protected Optional<Method> computeValue(Class<?> type) {
			return Stream.of("getStatusCode", "statusCode", "status", "value")
				.flatMap((name) -> Stream.of(type.getMethods())
					.filter((method) -> method.getName().equals(name) && method.getParameterCount() == 0))
				.filter((method) -> Modifier.isPublic(method.getDeclaringClass().getModifiers())
						|| method.trySetAccessible())
				.findFirst();
		}

	};

	private HttpStatusOf() {
	}

	/**
	 * Returns the status.
	 * @return 0 where none is told
	 */
	static int thrown(Throwable thrown) {
		Throwable each = thrown;
		for (int i = 0; each != null && i < DEEP; i++) {
			int status = number(ask(each), DEEP);
			if (status >= 100 && status < 1000) {
				return status;
			}
			each = each.getCause();
		}
		return 0;
	}

	private static int number(Object told, int deep) {
		if (told instanceof Number number) {
			return number.intValue();
		}
		return (deep > 0) ? number(ask(told), deep - 1) : 0;
	}

	private static Object ask(Object object) {
		try {
			Method method = METHODS.get(object.getClass()).orElse(null);
			Object told = (method != null) ? method.invoke(object) : null;
			return (told != null) ? told : 0;
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			return 0;
		}
	}

}
