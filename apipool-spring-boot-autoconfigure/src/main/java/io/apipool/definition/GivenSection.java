package io.apipool.definition;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Writes what a program gives as a person would write it.
 */
final class GivenSection {

	/** So many digits behind the point does a rate have. */
	private static final int FINEST = 9;

	private final Map<String, Object> written = new LinkedHashMap<>();

	/**
	 * Writes a value, unless it is what applies where nothing is written.
	 */
	GivenSection value(String name, @Nullable Object value, @Nullable Object unless) {
		if (value != null && !value.equals(unless)) {
			this.written.put(name, (value instanceof Double number) ? plain(number) : value.toString());
		}
		return this;
	}

	GivenSection rate(String name, double rate, double unless) {
		if (rate != unless) {
			this.written.put(name, plain(rate) + "/s");
		}
		return this;
	}

	GivenSection section(String name, GivenSection section) {
		if (!section.written.isEmpty()) {
			this.written.put(name, section.written);
		}
		return this;
	}

	GivenSection texts(String name, Collection<?> texts) {
		this.written.put(name, texts.stream().map(Object::toString).toList());
		return this;
	}

	GivenSection texts(String name, Map<String, String> texts) {
		this.written.put(name, texts);
		return this;
	}

	<T> GivenSection sections(String name, Collection<T> elements, Function<T, GivenSection> section) {
		List<Object> sections = new ArrayList<>();
		elements.forEach((element) -> sections.add(section.apply(element).written));
		this.written.put(name, sections);
		return this;
	}

	ConfiguredNode at(String path) {
		return new GivenNode(path, this.written);
	}

	private static String plain(double number) {
		return Double.isFinite(number) ? BigDecimal.valueOf(number)
			.setScale(FINEST, RoundingMode.HALF_EVEN)
			.stripTrailingZeros()
			.toPlainString() : String.valueOf(number);
	}

}
