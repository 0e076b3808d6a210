package io.apipool.autoconfigure.definition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.UrlResource;

/**
 * What editors are told of the properties below {@code apipool}: the metadata that comes
 * with the library.
 */
final class EditorMetadata {

	private EditorMetadata() {
	}

	/**
	 * Returns the properties.
	 * @return what is told of each, by name
	 */
	static Map<String, JsonNode> properties() {
		return read("properties");
	}

	/**
	 * Returns the hints.
	 * @return words and references that a value may be, by the name of the property
	 */
	static Map<String, JsonNode> hints() {
		return read("hints");
	}

	private static Map<String, JsonNode> read(String part) {
		Map<String, JsonNode> entries = new TreeMap<>();
		try {
			for (URL url : Collections.list(EditorMetadata.class.getClassLoader()
				.getResources("META-INF/spring-configuration-metadata.json"))) {
				String json = new UrlResource(url).getContentAsString(StandardCharsets.UTF_8);
				for (JsonNode entry : JsonMapper.shared().readTree(json).path(part)) {
					entries.put(entry.get("name").asString(), entry);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		entries.keySet().removeIf((name) -> !name.startsWith("apipool."));
		return entries;
	}

	/**
	 * Returns the name under which editors know a property.
	 * @param name the property as it is written, with names and positions
	 * @return the name, with a star for each of them
	 */
	static String general(String name) {
		return name.replaceFirst("^(apipool\\.(?:pools|groups|rate-limits|providers))\\.[^.]+", "$1.*")
			.replaceFirst("(pools\\.\\*\\.groups)\\..*", "$1")
			.replaceFirst("(\\.(?:custom|metadata|headers))\\..*", "$1")
			.replaceFirst("(providers\\.\\*\\.(?:announce|discovery\\.limits))\\.[^.]+", "$1.*")
			.replaceFirst("\\[\\d+]$", "")
			.replaceAll("\\[\\d+]", "[*]");
	}

}
