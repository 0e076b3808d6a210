package io.apipool.usage.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;

import javax.sql.DataSource;

import io.apipool.LimitHistory;
import io.apipool.StateHistory;
import io.apipool.Timekeeper;
import io.apipool.usage.UsageStore;
import io.apipool.usage.UsageStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What every store must do, with a database below it and the JVM in a zone whose clocks
 * change.
 */
abstract class JdbcStoreContract extends UsageStoreContract {

	private final List<Inquiries> asking = new ArrayList<>();

	private final TimeZone zone = TimeZone.getDefault();

	abstract DataSource dataSource();

	/** Returns the vendor in the name of the schema file. */
	abstract String vendor();

	@BeforeEach
	void empty() {
		TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
		JdbcTemplate jdbc = new JdbcTemplate(dataSource());
		for (String table : List.of("apipool_usage", "apipool_usage_event", "apipool_state")) {
			jdbc.execute("DROP TABLE IF EXISTS " + table);
		}
	}

	@AfterEach
	void stopAsking() {
		this.asking.forEach(Inquiries::close);
		TimeZone.setDefault(this.zone);
	}

	final UsageDatabase database() {
		return new UsageDatabase(dataSource(), SchemaFile.of(dataSource(), vendor()));
	}

	@Override
	protected UsageStore open() {
		return new JdbcUsageStore(database());
	}

	@Override
	protected LimitHistory limits() {
		return new JdbcLimitHistory(database(), inquiries());
	}

	@Override
	protected StateHistory states() {
		return new JdbcStateHistory(database(), inquiries());
	}

	private Inquiries inquiries() {
		Inquiries inquiries = new Inquiries(Timekeeper.system(), database());
		this.asking.add(inquiries);
		return inquiries;
	}

}
