package io.apipool.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A section of the configuration, read property by property. A value that cannot be is
 * noted as a mistake and read as not written, so that one walk finds every mistake.
 */
final class Section {

	private final ConfiguredNode node;

	private final Findings findings;

	Section(ConfiguredNode node, Findings findings) {
		this.node = node;
		this.findings = findings;
	}

	ConfiguredNode node() {
		return this.node;
	}

	Findings findings() {
		return this.findings;
	}

	String path(String name) {
		return this.node.path() + "." + name;
	}

	Section section(String name) {
		return new Section(this.node.child(name), this.findings);
	}

	<T> Optional<T> read(String name, Function<String, T> parser) {
		return parse(this.node.child(name), parser);
	}

	Optional<String> text(String name) {
		return read(name, Function.identity());
	}

	Optional<Duration> time(String name) {
		return read(name, Values::positiveTime);
	}

	Optional<Duration> timeOrZero(String name) {
		return read(name, Durations::parse);
	}

	Optional<Integer> count(String name) {
		return read(name, Values::count);
	}

	Optional<Boolean> flag(String name) {
		return read(name, Values::flag);
	}

	Optional<String> word(String name, String... words) {
		return read(name, (text) -> Values.word(text, List.of(words)));
	}

	<T> List<T> list(String name, Function<String, T> parser) {
		List<T> result = new ArrayList<>();
		for (ConfiguredNode element : this.node.child(name).elements()) {
			parse(element, parser).ifPresent(result::add);
		}
		return result;
	}

	List<LimitDefinition> limits(String name) {
		return list(name, LimitDefinition::parse);
	}

	/**
	 * Reads a list of sections; a text in its place is a mistake.
	 */
	List<Section> sections(String name) {
		List<Section> elements = elements(name);
		if (elements.stream().anyMatch((element) -> element.node.path().equals(path(name)))) {
			this.findings.add(path(name), null, "is a list of sections and has a text",
					"write - before each section, and its properties below");
			return List.of();
		}
		return elements;
	}

	/**
	 * Reads a list whose elements are sections or texts.
	 */
	List<Section> elements(String name) {
		return this.node.child(name).elements().stream().map((node) -> new Section(node, this.findings)).toList();
	}

	Map<String, Section> entries(String name, Collection<String> known) {
		Map<String, Section> result = new LinkedHashMap<>();
		this.node.child(name).entries(known).forEach((key, node) -> {
			if (!Values.isName(key)) {
				this.findings.add(path(name), key, "is not a valid name", Values.NAMES);
			}
			result.put(key, new Section(node, this.findings));
		});
		return result;
	}

	Map<String, String> texts(String name) {
		try {
			return this.node.child(name).texts();
		}
		catch (InvalidDefinitionException ex) {
			this.findings.add(ex);
			return Map.of();
		}
	}

	private <T> Optional<T> parse(ConfiguredNode place, Function<String, T> parser) {
		try {
			Object value = place.value();
			return (value != null) ? Optional.of(parser.apply(value.toString().strip())) : Optional.empty();
		}
		catch (MalformedTextException ex) {
			this.findings.add(ex.at(place.path()));
		}
		catch (InvalidDefinitionException ex) {
			this.findings.add(ex);
		}
		return Optional.empty();
	}

}
