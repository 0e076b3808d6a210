package io.apipool.provider;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.apipool.definition.AnswerCondition;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the beginning of a body, in their order: as many as are worth it, and
 * those that were complete where it was cut off.
 */
final class BodyFields {

	/** Nothing was read. */
	static final BodyFields NONE = new BodyFields("");

	private static final int MOST = 256;

	private static final int LONGEST_TEXT = 2048;

	private final List<Field> fields = new ArrayList<>();

	private final String text;

	private BodyFields(String text) {
		this.text = text;
	}

	static BodyFields of(byte @Nullable [] bytes) {
		if (bytes == null || bytes.length == 0) {
			return NONE;
		}
		BodyFields body = new BodyFields(
				new String(bytes, 0, Math.min(bytes.length, LONGEST_TEXT), StandardCharsets.UTF_8));
		new JsonScan(body.new Collector()).feed(bytes, 0, Math.min(bytes.length, AnswerReader.BODY_PREFIX));
		return body;
	}

	List<Field> fields() {
		return this.fields;
	}

	/**
	 * Returns all texts of the body; if it has no fields, its beginning.
	 */
	Stream<String> texts() {
		return this.fields.isEmpty() ? Stream.of(this.text) : this.fields.stream().map(Field::value);
	}

	boolean has(AnswerCondition condition) {
		if (condition.place().equals(AnswerCondition.TEXT)) {
			return condition.matches(this.text);
		}
		return this.fields.stream().anyMatch((field) -> condition.isAt(field.path) && condition.matches(field.value));
	}

	/**
	 * A field.
	 */
	record Field(String path, String value) {

		boolean isNamed(String name) {
			return this.path.endsWith(name) && (this.path.length() == name.length()
					|| this.path.charAt(this.path.length() - name.length() - 1) == '.');
		}

	}

	private final class Collector implements JsonScan.Sink {

		@Override
		public boolean wants(CharSequence path) {
			return BodyFields.this.fields.size() < MOST && !path.isEmpty();
		}

		@Override
		public void value(String path, String value) {
			BodyFields.this.fields.add(new Field(path, value));
		}

	}

}
