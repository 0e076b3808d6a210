package io.apipool.usage;

import java.nio.file.Path;
import java.time.ZoneId;

import io.apipool.definition.StorageDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Where daily reports are written. Internal.
 *
 * @param directory the directory, made when it is needed
 * @param zone the zone of the days
 */
public record ReportPlace(Path directory, ZoneId zone) {

	/**
	 * Reads the place from the configuration.
	 * @param storage what is configured
	 * @return the place, or null if none is
	 */
	public static @Nullable ReportPlace of(StorageDefinition storage) {
		String directory = storage.reportDirectory();
		return (directory != null) ? new ReportPlace(Path.of(directory), ZoneId.of(storage.reportZone())) : null;
	}

}
