package io.apipool.usage.jdbc;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.apipool.LearntLimit;
import org.jspecify.annotations.Nullable;

/**
 * Learnt limits as JSON: a list with one object a dimension. As many as there is room
 * for.
 */
final class LearntText {

	private LearntText() {
	}

	static String write(List<LearntLimit> learnt) {
		StringBuilder list = new StringBuilder("[");
		for (LearntLimit limit : learnt) {
			String object = write(limit);
			if (list.length() + object.length() + 2 <= Column.LEARNT.width()) {
				list.append((list.length() > 1) ? "," : "").append(object);
			}
		}
		return list.append(']').toString();
	}

	private static String write(LearntLimit limit) {
		return new JsonWriter().field("dimension", (Object) limit.dimension())
			.field("limit", limit.limit())
			.field("left", limit.left())
			.field("resetAt", (Object) limit.resetAt())
			.field("source", (Object) limit.source())
			.field("toldAt", (Object) limit.toldAt())
			.end();
	}

	/** Returns what can be read. */
	static List<LearntLimit> read(@Nullable String text) {
		List<LearntLimit> learnt = new ArrayList<>();
		if (text != null && UnitsText.tryRead(text) instanceof List<?> list) {
			for (Object limit : list) {
				if (limit instanceof Map<?, ?> fields) {
					tryRead(fields, learnt);
				}
			}
		}
		return learnt;
	}

	private static void tryRead(Map<?, ?> fields, List<LearntLimit> learnt) {
		try {
			Instant toldAt = Objects.requireNonNull(instant(fields.get("toldAt")));
			learnt.add(new LearntLimit(Objects.toString(fields.get("dimension")), number(fields.get("limit")),
					number(fields.get("left")), instant(fields.get("resetAt")), Objects.toString(fields.get("source")),
					toldAt));
		}
		catch (DateTimeException | NullPointerException ex) {
			// spoilt by hand: as if it had not been learnt
		}
	}

	private static @Nullable Double number(@Nullable Object value) {
		return (value instanceof Double number) ? number : null;
	}

	private static @Nullable Instant instant(@Nullable Object value) {
		return (value instanceof String text) ? Instant.parse(text) : null;
	}

}
