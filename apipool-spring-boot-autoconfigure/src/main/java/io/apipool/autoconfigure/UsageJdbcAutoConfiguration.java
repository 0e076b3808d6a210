package io.apipool.autoconfigure;

import javax.sql.DataSource;

import io.apipool.Timekeeper;
import io.apipool.definition.Definitions;
import io.apipool.definition.StorageDefinition;
import io.apipool.pool.DefaultApiKeyPools;
import io.apipool.usage.Incarnation;
import io.apipool.usage.jdbc.DatabaseReads;
import io.apipool.usage.jdbc.JdbcLimitHistory;
import io.apipool.usage.jdbc.JdbcStateHistory;
import io.apipool.usage.jdbc.JdbcUsageStore;
import io.apipool.usage.jdbc.UsageDatabase;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Usage in a database of the application. What creates the application's own tables comes
 * first: some migrate only what is empty.
 */
@AutoConfiguration(after = ApiPoolAutoConfiguration.class,
		afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnBean(DefaultApiKeyPools.class)
@ConditionalOnClass({ JdbcTemplate.class, DataSourceScriptDatabaseInitializer.class })
@Import(DatabaseInitializationDependencyConfigurer.class)
public final class UsageJdbcAutoConfiguration {

	@Bean
	@Conditional(OnUsageDataSource.class)
	@DependsOnDatabaseInitialization
	UsageDatabase apiPoolUsageDatabase(Definitions definitions, ListableBeanFactory beans) {
		StorageDefinition storage = definitions.settings().operations().usage().storage();
		DataSource dataSource = UsageDataSource.find(storage.dataSource(), beans);
		return new UsageDatabase(dataSource, new UsageSchema(dataSource, storage.initializeSchema()));
	}

	@Bean
	@ConditionalOnBean(UsageDatabase.class)
	JdbcUsageStore apiPoolUsageStore(UsageDatabase database) {
		return new JdbcUsageStore(database);
	}

	@Bean
	@Lazy(false)
	@ConditionalOnBean(UsageDatabase.class)
	DatabaseReads apiPoolDatabaseReads(Definitions definitions, Timekeeper timekeeper, UsageDatabase database) {
		DatabaseReads reads = new DatabaseReads(timekeeper, database);
		if (!definitions.pools().isEmpty()) {
			reads.start();
		}
		return reads;
	}

	@Bean
	@ConditionalOnBean(UsageDatabase.class)
	JdbcLimitHistory apiPoolLimitHistory(UsageDatabase database, DatabaseReads reads, Incarnation own) {
		return new JdbcLimitHistory(database, reads, own);
	}

	@Bean
	@ConditionalOnBean(UsageDatabase.class)
	JdbcStateHistory apiPoolStateHistory(UsageDatabase database, DatabaseReads reads) {
		return new JdbcStateHistory(database, reads);
	}

	@Bean
	@Lazy(false)
	@ConditionalOnBean(DataSource.class)
	@ConditionalOnMissingBean(UsageDatabase.class)
	UndecidedDataSources apiPoolUndecidedDataSources(ListableBeanFactory beans) {
		return new UndecidedDataSources(beans);
	}

}
