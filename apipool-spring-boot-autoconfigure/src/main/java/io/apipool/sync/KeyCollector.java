package io.apipool.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.apipool.definition.InvalidDefinitionException;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.KeyIds;
import io.apipool.definition.Secret;
import io.apipool.definition.SecretReader;
import org.jspecify.annotations.Nullable;

/**
 * Collects the keys of one pool, each secret once, and what is strange about them.
 */
final class KeyCollector {

	private static final int MOST_GAPS_NAMED = 5;

	private final String pool;

	private final Variables variables;

	private final Map<Secret, String> found = new LinkedHashMap<>();

	private final Map<Secret, String> ids = new HashMap<>();

	private final Set<String> names = new LinkedHashSet<>();

	private final List<String> blank = new ArrayList<>();

	private final List<String> cleaned = new ArrayList<>();

	private final List<String> doubles = new ArrayList<>();

	private final List<String> gaps = new ArrayList<>();

	KeyCollector(String pool, Variables variables) {
		this.pool = pool;
		this.variables = variables;
	}

	/**
	 * Takes the key of one variable.
	 * @param variable its name
	 * @param id the id of the key
	 */
	void collect(String variable, String id) {
		Object value = read(variable);
		if (value instanceof CharSequence text) {
			String clean = clean(variable, text.toString());
			if (clean.isEmpty()) {
				this.blank.add(variable);
				return;
			}
			add(SecretReader.read(variable, clean), variable, id);
		}
		else if (value != null) {
			SecretReader.read(variable, value);
		}
	}

	/**
	 * Takes the keys of one variable, with commas between them.
	 * @param variable its name
	 */
	void collectList(String variable) {
		Object value = read(variable);
		if (value instanceof CharSequence text) {
			for (String part : clean(variable, text.toString()).split(",", -1)) {
				String clean = clean(variable, part);
				if (!clean.isEmpty()) {
					add(SecretReader.read(variable, clean), variable, null);
				}
			}
		}
		else if (value != null) {
			SecretReader.read(variable, value);
		}
	}

	private @Nullable Object read(String variable) {
		if (this.variables.contains("invalid." + variable)) {
			throw new InvalidDefinitionException(variable, null, "could not be decrypted",
					"give the configuration client or server the right decryption key");
		}
		if (this.variables.contains(variable)) {
			this.names.add(variable);
		}
		try {
			return this.variables.value(variable);
		}
		catch (IllegalArgumentException ex) {
			throw unresolved(variable);
		}
	}

	private static InvalidDefinitionException unresolved(String variable) {
		return new InvalidDefinitionException(variable, null, "has a placeholder that nothing resolves",
				"set what it refers to, or write \\${ where no placeholder is meant");
	}

	private String clean(String variable, String text) {
		String clean = KeyText.clean(text);
		if (!clean.equals(text.strip()) && !this.cleaned.contains(variable)) {
			this.cleaned.add(variable);
		}
		return clean;
	}

	private void add(Secret secret, String variable, @Nullable String id) {
		String first = this.found.putIfAbsent(secret, variable);
		if (first != null) {
			this.doubles.add(first + " and " + variable);
		}
		else if (id != null) {
			this.ids.put(secret, id);
		}
	}

	void warnOfGaps(String prefix, List<String> numbers) {
		int next = 1;
		for (String number : numbers) {
			if (!this.found.containsValue(prefix + "_" + number)) {
				continue;
			}
			for (int end = Integer.parseInt(number); next < end && this.gaps.size() <= MOST_GAPS_NAMED; next++) {
				this.gaps.add(prefix + "_" + next);
			}
			next = Integer.parseInt(number) + 1;
		}
	}

	List<KeyDefinition> keys() {
		Set<String> taken = new HashSet<>(this.ids.values());
		List<KeyDefinition> keys = new ArrayList<>();
		for (Secret secret : this.found.keySet()) {
			String id = this.ids.get(secret);
			if (id == null) {
				id = KeyIds.of(this.pool, secret, taken);
				taken.add(id);
			}
			keys.add(KeyDefinition.of(id, secret.value()));
		}
		return keys;
	}

	Set<String> names() {
		return this.names;
	}

	List<String> blank() {
		return this.blank;
	}

	List<String> warnings() {
		List<String> warnings = new ArrayList<>();
		if (!this.cleaned.isEmpty()) {
			warnings.add(this.pool + ": took quotes or a comment off " + String.join(", ", this.cleaned));
		}
		if (!this.gaps.isEmpty()) {
			String more = (this.gaps.size() > MOST_GAPS_NAMED) ? ", ..." : "";
			warnings.add(this.pool + ": there is no "
					+ String.join(", ", this.gaps.subList(0, Math.min(this.gaps.size(), MOST_GAPS_NAMED))) + more
					+ ", but a higher number; the gap is passed over");
		}
		if (!this.doubles.isEmpty()) {
			warnings.add(this.pool + ": the same secret is in " + String.join(", and in ", this.doubles)
					+ "; it is kept once");
		}
		return warnings;
	}

}
