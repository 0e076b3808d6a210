package io.apipool.aop;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.core.DefaultParameterNameDiscoverer;

/**
 * The names that an expression may use: those of the parameters, {@code a0} and
 * {@code p0} by place, and {@code result} after the call.
 */
final class Variables {

	static final String RESULT = "result";

	private static final int UNKNOWN = -1;

	private final String place;

	private final String[] names;

	private final boolean named;

	private final int count;

	Variables(Method method, String place) {
		@Nullable String @Nullable [] found = new DefaultParameterNameDiscoverer().getParameterNames(method);
		List<String> names = new ArrayList<>();
		for (int i = 0; found != null && i < Math.min(found.length, Suspending.arguments(method)); i++) {
			names.add(String.valueOf(found[i]));
		}
		this.place = place;
		this.names = names.toArray(new String[0]);
		this.named = found != null;
		this.count = Suspending.arguments(method);
	}

	String place() {
		return this.place;
	}

	/** Returns the parameter's index, or a negative number. */
	int indexOf(String name) {
		for (int i = 0; i < this.names.length; i++) {
			if (this.names[i].equals(name)) {
				return i;
			}
		}
		return byPlace(name);
	}

	/** Says which names there are. */
	String known() {
		if (!this.named) {
			return "The parameters' names are not in the class file: compile with -parameters, or write #p0, #p1.";
		}
		return (this.count == 0) ? "The method has no parameters."
				: "The method's parameters are #" + String.join(", #", this.names) + ".";
	}

	private int byPlace(String name) {
		if (name.length() == 2 && (name.charAt(0) == 'a' || name.charAt(0) == 'p')) {
			int index = Character.digit(name.charAt(1), 10);
			return (index < this.count) ? index : UNKNOWN;
		}
		return UNKNOWN;
	}

}
