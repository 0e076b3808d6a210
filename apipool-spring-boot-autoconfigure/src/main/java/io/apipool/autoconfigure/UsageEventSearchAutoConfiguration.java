package io.apipool.autoconfigure;

import io.apipool.usage.data.UsageEventSearch;
import io.apipool.usage.jdbc.JdbcUsageStore;
import io.apipool.usage.jdbc.UsageDatabase;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Pages of attempts, where the application has Spring Data JDBC.
 */
@AutoConfiguration(after = UsageJdbcAutoConfiguration.class)
@ConditionalOnClass(name = "org.springframework.data.jdbc.core.JdbcAggregateTemplate")
@ConditionalOnBean(UsageDatabase.class)
public final class UsageEventSearchAutoConfiguration {

	@Bean
	UsageEventSearch apiPoolUsageEventSearch(UsageDatabase database, JdbcUsageStore store) {
		return new UsageEventSearch(database.dataSource(), store::events);
	}

}
