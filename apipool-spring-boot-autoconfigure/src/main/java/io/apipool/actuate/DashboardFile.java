package io.apipool.actuate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.zip.CRC32;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/**
 * A file of the page.
 */
final class DashboardFile {

	private DashboardFile() {
	}

	static Resource of(String name) {
		return new ClassPathResource("dashboard/" + name, DashboardFile.class);
	}

	static String text(String name) {
		try {
			return of(name).getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns a word that changes when one of the files does.
	 */
	static String version(Collection<String> names) {
		CRC32 sum = new CRC32();
		names.stream()
			.sorted()
			.map(DashboardFile::text)
			.map((text) -> text.getBytes(StandardCharsets.UTF_8))
			.forEach(sum::update);
		return Long.toHexString(sum.getValue());
	}

}
