package io.apipool.autoconfigure.definition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/**
 * The file of the providers that are shipped. It is no part of the environment: the
 * application's endpoints need not show it, and what the application wrote stands before
 * it wherever that came from. Internal.
 */
public final class ProviderFile {

	/** Where the file is on the class path. */
	public static final String LOCATION = "apipool-providers.yml";

	private ProviderFile() {
	}

	/**
	 * Reads the file.
	 * @return what is in it
	 * @throws UncheckedIOException if the file cannot be read
	 */
	static ConfigurationPropertySource load() {
		ClassPathResource file = new ClassPathResource(LOCATION, ProviderFile.class.getClassLoader());
		try {
			List<PropertySource<?>> documents = new YamlPropertySourceLoader().load("apipool providers", file);
			ConfigurationPropertySource source = ConfigurationPropertySource.from(documents.get(0));
			if (source == null) {
				throw new IllegalStateException(LOCATION + " cannot be read");
			}
			return source;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(LOCATION + " cannot be read", ex);
		}
	}

}
