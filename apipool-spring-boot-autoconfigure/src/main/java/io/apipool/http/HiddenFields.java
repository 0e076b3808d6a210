package io.apipool.http;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads fields of Spring's classes that have no accessor. Where a field is not there or
 * may not be read, the answer is null, and whoever asked knows nothing.
 */
final class HiddenFields {

	private static final ClassValue<Field[]> FIELDS = new ClassValue<>() {

		@Override
		protected Field[] computeValue(Class<?> type) {
			return readable(type);
		}

	};

	private HiddenFields() {
	}

	/**
	 * Returns the value of a field of that type or below, or null.
	 */
	static <T> @Nullable T read(Object target, Class<T> type) {
		for (Field field : FIELDS.get(target.getClass())) {
			if (mayHold(field.getType(), type)) {
				Object value = value(field, target);
				if (type.isInstance(value)) {
					return type.cast(value);
				}
			}
		}
		return null;
	}

	/** A class holds no other class; an interface may be that of any object. */
	private static boolean mayHold(Class<?> declared, Class<?> type) {
		return declared.isAssignableFrom(type) || type.isAssignableFrom(declared)
				|| ((declared.isInterface() || type.isInterface()) && !Modifier.isFinal(declared.getModifiers()));
	}

	private static @Nullable Object value(Field field, Object target) {
		try {
			return field.get(target);
		}
		catch (IllegalAccessException ex) {
			return null;
		}
	}

	private static Field[] readable(Class<?> type) {
		List<Field> fields = new ArrayList<>();
		for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
			for (Field field : each.getDeclaredFields()) {
				if (!field.getType().isPrimitive() && isReadable(field)) {
					fields.add(field);
				}
			}
		}
		return fields.toArray(new Field[0]);
	}

	private static boolean isReadable(Field field) {
		try {
			return !Modifier.isStatic(field.getModifiers()) && field.trySetAccessible();
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

}
