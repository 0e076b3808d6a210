package io.apipool.autoconfigure;

import java.util.List;

import javax.sql.DataSource;

import io.apipool.definition.InvalidDefinitionException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;

/**
 * The data source that usage is kept in.
 */
final class UsageDataSource {

	static final String PROPERTY = "apipool.usage.jdbc.data-source";

	private UsageDataSource() {
	}

	static DataSource find(@Nullable String name, ListableBeanFactory beans) {
		if (name == null) {
			return beans.getBean(DataSource.class);
		}
		if (!names(beans).contains(name)) {
			throw new InvalidDefinitionException(PROPERTY, name, "is the name of no data source",
					"name one of " + names(beans) + ", or remove the property");
		}
		return beans.getBean(name, DataSource.class);
	}

	static List<String> names(ListableBeanFactory beans) {
		return List.of(beans.getBeanNamesForType(DataSource.class, true, false));
	}

}
