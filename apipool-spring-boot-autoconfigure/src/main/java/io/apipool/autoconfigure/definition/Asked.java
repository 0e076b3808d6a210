package io.apipool.autoconfigure.definition;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.apipool.definition.InvalidDefinitionException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * What was asked for, and as what. All else that was written is a mistake, and this knows
 * which. Values are never shown, nor names of which a secret may have become a part.
 */
final class Asked {

	/** As what a place was asked for. */
	enum Kind {

		SECTION, MAP, VALUE, LIST, TEXTS, ANYTHING

	}

	private final Map<ConfigurationPropertyName, Set<Kind>> kinds = new HashMap<>();

	private final Map<ConfigurationPropertyName, Set<String>> parts = new HashMap<>();

	private final Map<ConfigurationPropertyName, BoundSource> owners = new HashMap<>();

	static boolean isOurs(ConfigurationPropertyName name) {
		return BoundTree.ROOT.isAncestorOf(name) || BoundTree.ROOT.equals(name) || isUndecrypted(name);
	}

	private static boolean isUndecrypted(ConfigurationPropertyName name) {
		return name.getNumberOfElements() > 2 && name.getElement(0, Form.UNIFORM).equals("invalid")
				&& name.getElement(1, Form.UNIFORM).equals("apipool");
	}

	void add(ConfigurationPropertyName name, Kind kind) {
		this.kinds.computeIfAbsent(name, (key) -> EnumSet.noneOf(Kind.class)).add(kind);
	}

	void addPart(ConfigurationPropertyName section, String part) {
		this.parts.computeIfAbsent(section, (key) -> new LinkedHashSet<>()).add(part);
	}

	void setOwner(ConfigurationPropertyName list, BoundSource owner) {
		this.owners.put(list, owner);
	}

	Stream<ConfigurationPropertyName> names() {
		return this.kinds.keySet().stream();
	}

	boolean takesValue(ConfigurationPropertyName name) {
		return is(name, Kind.VALUE) || is(name, Kind.LIST) || is(name, Kind.ANYTHING);
	}

	boolean acceptsBelow(ConfigurationPropertyName name, BoundSource source) {
		return is(name, Kind.TEXTS) || is(name, Kind.ANYTHING) || isOverridden(name, source);
	}

	private boolean isOverridden(ConfigurationPropertyName list, BoundSource source) {
		BoundSource owner = this.owners.get(list);
		return owner != null && owner != source;
	}

	private boolean is(ConfigurationPropertyName name, Kind kind) {
		return this.kinds.getOrDefault(name, Set.of()).contains(kind);
	}

	/**
	 * Tells what is wrong with a name under which something is written.
	 * @param name the name
	 * @param source who has it
	 * @return the mistake, or null: there is none
	 */
	@Nullable InvalidDefinitionException mistake(ConfigurationPropertyName name, BoundSource source) {
		if (isUndecrypted(name)) {
			return new InvalidDefinitionException(path(name.subName(1)), null, "could not be decrypted",
					"give the configuration client or server the right decryption key");
		}
		if (takesValue(name)) {
			return null;
		}
		ConfigurationPropertyName place = name;
		while (!this.kinds.containsKey(place)) {
			place = place.getParent();
		}
		return isAcceptedAbove(name, place, source) ? null : mistake(name, place);
	}

	private boolean isAcceptedAbove(ConfigurationPropertyName name, ConfigurationPropertyName place,
			BoundSource source) {
		for (ConfigurationPropertyName above = place; !above.isEmpty(); above = above.getParent()) {
			if (!above.equals(name) && acceptsBelow(above, source)) {
				return true;
			}
		}
		return false;
	}

	private InvalidDefinitionException mistake(ConfigurationPropertyName name, ConfigurationPropertyName place) {
		if (place.equals(name)) {
			return wrong(name, "takes properties below it and no value", known(place));
		}
		if (is(place, Kind.LIST)) {
			return name.isNumericIndex(place.getNumberOfElements())
					? wrong(place, "has a gap", "number the elements 0, 1, 2, ...")
					: wrong(place, "is a list and has names below it", "write a list, with - before each element");
		}
		if (is(place, Kind.MAP)) {
			return wrong(place, "has a number or a list where a name is expected",
					"write a name before each entry, and quote it if it is a number");
		}
		if (is(place, Kind.VALUE) && !is(place, Kind.SECTION)) {
			return wrong(place, "takes one value and nothing below it", "write one value");
		}
		return unknown(name.chop(place.getNumberOfElements() + 1), place);
	}

	private InvalidDefinitionException unknown(ConfigurationPropertyName name, ConfigurationPropertyName place) {
		if (path(name).equals(path(place))) {
			return wrong(name, "has a property that is not known here", known(place));
		}
		String written = name.getLastElement(Form.DASHED);
		String nearest = Spelling.nearest(written, this.parts.getOrDefault(place, Set.of()));
		return wrong(name, "is not a property that is known", (nearest != null) ? "write " + nearest : known(place));
	}

	private String known(ConfigurationPropertyName place) {
		Set<String> known = this.parts.getOrDefault(place, Set.of());
		return known.isEmpty() ? "write names of your own below it" : "write " + String.join(", ", known);
	}

	private static InvalidDefinitionException wrong(ConfigurationPropertyName name, String reason, String wayOut) {
		return new InvalidDefinitionException(path(name), null, reason, wayOut);
	}

	/**
	 * Returns a name as it may be shown: below {@code keys} only what cannot be a secret.
	 * @param name the name
	 * @return the path
	 */
	static String path(ConfigurationPropertyName name) {
		int shown = name.getNumberOfElements();
		if (shown > 4 && name.getElement(1, Form.UNIFORM).equals("pools")
				&& name.getElement(3, Form.UNIFORM).equals("keys")) {
			shown = !name.isNumericIndex(4) ? 4 : (shown > 5 && !isKeyPart(name)) ? 5 : shown;
		}
		return name.chop(shown).toString();
	}

	private static boolean isKeyPart(ConfigurationPropertyName name) {
		return switch (name.getElement(5, Form.DASHED)) {
			case "id", "value", "quota-group", "weight", "tier", "metadata" -> name.getNumberOfElements() == 6;
			default -> false;
		};
	}

}
