package io.apipool.usage.jdbc;

import java.util.Map;

import io.apipool.usage.JsonString;
import org.jspecify.annotations.Nullable;

/**
 * Writes flat JSON objects.
 */
final class JsonWriter {

	private final StringBuilder out = new StringBuilder("{");

	static String number(double value) {
		long whole = (long) value;
		return (whole == value && Math.abs(value) < 1e15) ? Long.toString(whole) : Double.toString(value);
	}

	/** Writes what is finite, as far as the room goes. */
	static String units(Map<String, Double> units, int room) {
		JsonWriter json = new JsonWriter();
		for (Map.Entry<String, Double> unit : units.entrySet()) {
			int before = json.out.length();
			json.field(unit.getKey(), unit.getValue());
			if (json.out.length() >= room) {
				json.out.setLength(before);
			}
		}
		return json.end();
	}

	JsonWriter field(String name, @Nullable Double value) {
		if (value != null && Double.isFinite(value)) {
			name(name).append(number(value));
		}
		return this;
	}

	JsonWriter field(String name, @Nullable Object value) {
		if (value != null) {
			JsonString.append(name(name), value.toString());
		}
		return this;
	}

	String end() {
		return this.out.append('}').toString();
	}

	private StringBuilder name(String name) {
		if (this.out.length() > 1) {
			this.out.append(',');
		}
		return JsonString.append(this.out, name).append(':');
	}

}
