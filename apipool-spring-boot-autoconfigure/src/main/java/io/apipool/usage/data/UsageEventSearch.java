package io.apipool.usage.data;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

import javax.sql.DataSource;

import io.apipool.usage.ReportQuery;
import io.apipool.usage.UsageEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.data.relational.core.query.Criteria;
import org.springframework.data.relational.core.query.Query;
import org.springframework.data.support.PageableExecutionUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Searches single attempts in the database, page by page: those that are recorded by
 * {@code apipool.usage.events} and written already.
 *
 * <p>
 * Spring Data finds and sorts them; they are read by the store that has written them,
 * because Spring Data reads a time without a zone through the JVM's default zone, in
 * which an hour a year does not exist.
 */
public final class UsageEventSearch {

	private static final Map<String, String> SORTED_BY = Map.of("at", "at", "pool", "pool", "key", "keyId", "operation",
			"operation", "model", "model", "outcome", "outcome", "status", "status", "latency", "latency", "cost",
			"cost");

	private static final Sort NEWEST_FIRST = Sort.by(Sort.Direction.DESC, "at", "id");

	private final Supplier<JdbcAggregateTemplate> template;

	private final Function<List<String>, List<UsageEvent>> events;

	/**
	 * Creates a search, without touching the database. Internal.
	 * @param dataSource where the attempts are
	 * @param events reads those with the given ids, in their order
	 */
	public UsageEventSearch(DataSource dataSource, Function<List<String>, List<UsageEvent>> events) {
		this.template = SingletonSupplier.of(() -> EventTemplate.over(dataSource));
		this.events = events;
	}

	/**
	 * Finds attempts.
	 * @param query which ones
	 * @param pageable which page of them; sorted by {@code at}, {@code pool},
	 * {@code key}, {@code operation}, {@code model}, {@code outcome}, {@code status},
	 * {@code latency} or {@code cost}, by default the newest first
	 * @return the page
	 * @throws IllegalArgumentException if it is to be sorted by anything else
	 * @throws org.springframework.dao.DataAccessException if the database does not answer
	 */
	public Page<UsageEvent> find(ReportQuery query, Pageable pageable) {
		JdbcAggregateTemplate database = this.template.get();
		Query found = Query.query(criteria(query));
		List<String> ids = database.findAll(paged(found, pageable), ApipoolUsageEvent.class)
			.stream()
			.map(ApipoolUsageEvent::id)
			.toList();
		return PageableExecutionUtils.getPage(this.events.apply(ids), pageable,
				() -> database.count(found, ApipoolUsageEvent.class));
	}

	private static Query paged(Query query, Pageable pageable) {
		Query sorted = query.sort(sort(pageable));
		return pageable.isPaged() ? sorted.offset(pageable.getOffset()).limit(pageable.getPageSize()) : sorted;
	}

	private static Sort sort(Pageable pageable) {
		return Sort.by(pageable.getSort().stream().map(UsageEventSearch::order).toList()).and(NEWEST_FIRST);
	}

	private static Sort.Order order(Sort.Order asked) {
		String property = SORTED_BY.get(asked.getProperty());
		if (property == null) {
			throw new IllegalArgumentException("attempts cannot be sorted by '" + asked.getProperty()
					+ "', but by one of " + new TreeSet<>(SORTED_BY.keySet()));
		}
		return new Sort.Order(asked.getDirection(), property);
	}

	private static Criteria criteria(ReportQuery query) {
		Criteria criteria = Criteria.where("at")
			.greaterThanOrEquals(utc(query.from()))
			.and("at")
			.lessThan(utc(query.to()));
		criteria = and(criteria, "pool", query.pool());
		criteria = and(criteria, "keyId", query.key());
		criteria = and(criteria, "operation", query.operation());
		criteria = and(criteria, "model", query.model());
		return and(criteria, "outcome", query.outcome());
	}

	private static Criteria and(Criteria criteria, String property, @Nullable String value) {
		return (value != null) ? criteria.and(property).is(value) : criteria;
	}

	private static LocalDateTime utc(Instant instant) {
		return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
	}

}
