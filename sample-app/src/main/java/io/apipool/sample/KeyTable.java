package io.apipool.sample;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.KeySnapshot;
import io.apipool.honest.AccountReport;
import io.apipool.honest.HonestProvider;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * What each key did: the pool's own counts beside those of a provider that counts. A call
 * waits for any key that comes free, so the waits are the pool's.
 */
@Component
class KeyTable {

	private static final String ROW = "%-10s %8s %10s %8s %18s%n";

	private final ApiKeyPools pools;

	private final WaitCounter waits;

	private final ObjectProvider<HonestProvider> provider;

	KeyTable(ApiKeyPools pools, WaitCounter waits, ObjectProvider<HonestProvider> provider) {
		this.pools = pools;
		this.waits = waits;
		this.provider = provider;
	}

	/**
	 * Prints a table for each pool.
	 * @param byHand whether the calls passed the pools by, so that only the provider
	 * knows
	 * @return the tables
	 */
	String print(boolean byHand) {
		return StreamSupport.stream(this.pools.spliterator(), false)
			.filter((pool) -> !byHand || pool.name().equals("gemini"))
			.map((pool) -> print(pool, byHand))
			.collect(Collectors.joining(System.lineSeparator()));
	}

	/**
	 * Prints the table of a pool.
	 * @param pool its name
	 * @return the table
	 */
	String print(String pool) {
		return print(this.pools.get(pool), false);
	}

	private String print(ApiKeyPool pool, boolean byHand) {
		Map<String, AccountReport> reports = reports();
		return print(pool.name(), pool.keys().stream().map((key) -> row(key, reports, byHand)).toList());
	}

	private String print(String pool, List<Row> rows) {
		StringBuilder text = new StringBuilder(ROW.formatted("key", "calls", "throttles", "waits", "beyond the limit"));
		rows.forEach((row) -> text.append(ROW.formatted(row.key(), row.calls(), row.throttles(), "", row.beyond())));
		return text.append(ROW.formatted("all", sum(rows, Row::calls), sum(rows, Row::throttles),
				this.waits.waits(pool), sum(rows, Row::beyond)))
			.toString();
	}

	private static Row row(KeySnapshot key, Map<String, AccountReport> reports, boolean byHand) {
		AccountReport report = reports.get(key.id());
		long beyond = (report != null) ? report.beyond() : 0;
		if (byHand && report != null) {
			return new Row(key.id(), report.arrivals().size(), beyond, beyond);
		}
		return new Row(key.id(), key.usage().getOrDefault("calls", 0L), key.usage().getOrDefault("throttled", 0L),
				beyond);
	}

	private Map<String, AccountReport> reports() {
		return this.provider.stream()
			.flatMap((provider) -> provider.report().accounts().stream())
			.collect(Collectors.toMap(AccountReport::name, Function.identity()));
	}

	private static long sum(List<Row> rows, Function<Row, Long> column) {
		return rows.stream().mapToLong(column::apply).sum();
	}

	private record Row(String key, long calls, long throttles, long beyond) {
	}

}
