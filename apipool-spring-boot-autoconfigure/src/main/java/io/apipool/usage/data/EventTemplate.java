package io.apipool.usage.data;

import java.util.List;

import javax.sql.DataSource;

import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.data.jdbc.core.convert.DataAccessStrategyFactory;
import org.springframework.data.jdbc.core.convert.JdbcConverter;
import org.springframework.data.jdbc.core.convert.MappingJdbcConverter;
import org.springframework.data.jdbc.core.convert.QueryMappingConfiguration;
import org.springframework.data.jdbc.core.dialect.DialectResolver;
import org.springframework.data.jdbc.core.mapping.JdbcMappingContext;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * A {@code JdbcAggregateTemplate} of our own.
 *
 * <p>
 * The application's would see the table through the application's naming strategy and
 * conversions, need its data source to be the one that usage is kept in, and have the
 * database looked at while the application starts. Names are left unquoted: quoted, they
 * would have to be spelled as each vendor stores them.
 */
final class EventTemplate {

	private EventTemplate() {
	}

	/** Asks the database what it is, so it must be there. */
	static JdbcAggregateTemplate over(DataSource dataSource) {
		NamedParameterJdbcTemplate jdbc = new NamedParameterJdbcTemplate(dataSource);
		JdbcConverter converter = new MappingJdbcConverter(JdbcMappingContext.forPlainIdentifiers(),
				(identifier, path) -> List.of());
		return new JdbcAggregateTemplate(converter, new DataAccessStrategyFactory(converter, jdbc,
				DialectResolver.getDialect(jdbc.getJdbcOperations()), QueryMappingConfiguration.EMPTY)
			.create());
	}

}
