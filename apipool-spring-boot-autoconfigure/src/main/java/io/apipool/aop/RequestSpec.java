package io.apipool.aop;

import java.util.List;

import io.apipool.CallRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a call of one method needs: what is the same for all calls, and what its arguments
 * say.
 *
 * @param base what is the same
 * @param parts what differs
 */
record RequestSpec(CallRequest base, List<Part> parts) {

	RequestSpec {
		parts = List.copyOf(parts);
	}

	boolean constant() {
		return this.parts.isEmpty();
	}

	CallRequest of(@Nullable Object[] arguments) {
		CallRequest request = this.base;
		for (Part part : this.parts) {
			Object value = part.text().of(arguments, null);
			if (value != null) {
				request = part.setter().set(request, value);
			}
		}
		return request;
	}

	/**
	 * One thing that differs from call to call; null leaves it out.
	 */
	record Part(Text text, Setter setter) {
	}

	/**
	 * Puts a value into a request.
	 */
	@FunctionalInterface
	interface Setter {

		CallRequest set(CallRequest request, Object value);

	}

}
