package io.apipool.actuate;

import io.apipool.RestSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Why something is left out, and until when.
 */
record RestView(String reason, @Nullable String until, boolean announced) implements View {

	static @Nullable RestView of(@Nullable RestSnapshot rest) {
		return (rest != null) ? new RestView(rest.reason(), View.at(rest.until()), rest.announced()) : null;
	}

}
