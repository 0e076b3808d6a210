package io.apipool.definition;

import org.jspecify.annotations.Nullable;

/**
 * Where usage is written.
 *
 * @param dataSource the bean name of the data source, or null: the only one, or the
 * primary one
 * @param initializeSchema whether the tables are created: {@code embedded},
 * {@code always} or {@code never}
 * @param reportDirectory where a report a day is written, or null: nowhere
 * @param reportZone the zone of its days
 */
public record StorageDefinition(@Nullable String dataSource, String initializeSchema, @Nullable String reportDirectory,
		String reportZone) {
}
