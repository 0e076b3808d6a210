package io.apipool.usage.jdbc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Amounts by dimension as JSON, in the order of their names: the same amounts are the
 * same text.
 */
final class UnitsText {

	private UnitsText() {
	}

	static String write(Map<String, Double> units) {
		return JsonWriter.units(new TreeMap<>(units), Column.UNITS.width());
	}

	/** Returns what can be read; a text that was spoilt by hand has no amounts. */
	static Map<String, Double> read(@Nullable String text) {
		Map<String, Double> units = new LinkedHashMap<>();
		if (text != null && !text.isBlank() && tryRead(text) instanceof Map<?, ?> amounts) {
			amounts.forEach((dimension, amount) -> {
				if (amount instanceof Double number) {
					units.put(String.valueOf(dimension), number);
				}
			});
		}
		return units;
	}

	static @Nullable Object tryRead(String text) {
		try {
			return JsonText.read(text);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
