package io.apipool.actuate;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.Timekeeper;
import io.apipool.UnknownPoolException;
import io.apipool.sync.DefinitionSynchronizer;
import io.apipool.sync.Refresh;
import io.apipool.usage.UsageReports;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Shows pools and keys to operators, who may take a key out, bring it back, or end its
 * rests. Never shows a secret. Internal.
 */
@Endpoint(id = "apipool")
public class PoolsEndpoint {

	/** The view of a pool that is no key: no key may have this id. */
	private static final String USAGE = "usage";

	private static final String REFRESH = "refresh";

	private final ApiKeyPools pools;

	private final Timekeeper timekeeper;

	private final Supplier<@Nullable UsageReports> reports;

	private final DefinitionSynchronizer synchronizer;

	/**
	 * Creates the endpoint.
	 * @param pools the pools
	 * @param timekeeper what time it is
	 * @param reports what keys were used for, or null where that is not recorded
	 * @param synchronizer brings the pools to what is configured now
	 */
	public PoolsEndpoint(ApiKeyPools pools, Timekeeper timekeeper, Supplier<@Nullable UsageReports> reports,
			DefinitionSynchronizer synchronizer) {
		this.pools = pools;
		this.timekeeper = timekeeper;
		this.reports = reports;
		this.synchronizer = synchronizer;
	}

	@ReadOperation
	PoolsView pools() {
		return new PoolsView(StreamSupport.stream(this.pools.spliterator(), false)
			.map((pool) -> PoolsView.Summary.of(pool.snapshot()))
			.toList());
	}

	@ReadOperation
	PoolView pool(@Selector String pool) {
		return PoolView.of(find(pool).snapshot(), this.timekeeper.instant());
	}

	@ReadOperation
	View view(@Selector String pool, @Selector String view, @Nullable String window, @Nullable String by,
			@Nullable String interval) {
		ApiKeyPool found = find(pool);
		return view.equals(USAGE) ? usage(pool, UsageWords.question(window, by, interval)) : key(found, view);
	}

	private UsageView usage(String pool, UsageQuestion question) {
		UsageReports available = this.reports.get();
		if (available == null) {
			throw EndpointProblem.unknown("usage is not recorded");
		}
		return UsageView.of(available, question, question.query(this.timekeeper.instant(), pool), pool);
	}

	@WriteOperation
	RefreshView changeAll(@Nullable String action) {
		return changeAll(SecurityContext.NONE, action);
	}

	/**
	 * Does what an operator wants of all pools.
	 * @param operator who it is
	 */
	RefreshView changeAll(SecurityContext operator, @Nullable String action) {
		if (!REFRESH.equals(action)) {
			throw EndpointProblem.mistaken(
					((action != null) ? "there is no action '" + action + "' for all pools" : "the action is missing")
							+ "; there is " + REFRESH
							+ ", and a key's actions go to its own address: apipool/{pool}/{key}");
		}
		Refresh refresh = this.synchronizer.refresh();
		OperatorLog.done(operator, REFRESH);
		if (refresh.refusal() != null) {
			throw EndpointProblem.refused(refresh.refusal());
		}
		return RefreshView.of(refresh.changes());
	}

	@WriteOperation
	KeyView change(@Selector String pool, @Selector String key, @Nullable String action, @Nullable String duration) {
		return change(SecurityContext.NONE, new Order(pool, key, action, duration));
	}

	/**
	 * Does what an operator wants.
	 * @param operator who it is
	 */
	KeyView change(SecurityContext operator, Order order) {
		OperatorAction asked = OperatorAction.of(order.action());
		Duration lasting = asked.lasting(order.duration());
		ApiKeyPool pool = find(order.pool());
		key(pool, order.key());
		asked.apply(pool, order.key(), lasting);
		OperatorLog.done(operator, asked, order, lasting);
		return key(pool, order.key());
	}

	private ApiKeyPool find(String name) {
		try {
			return this.pools.get(name);
		}
		catch (UnknownPoolException ex) {
			throw EndpointProblem.unknown(String.valueOf(ex.getMessage()));
		}
	}

	private static KeyView key(ApiKeyPool pool, String id) {
		return pool.keys()
			.stream()
			.filter((key) -> key.id().equals(id))
			.findFirst()
			.map(KeyView::of)
			.orElseThrow(() -> EndpointProblem.unknown("pool '" + pool.name() + "' has no key '" + id + "'"));
	}

	/**
	 * What an operator wants, as it was written.
	 */
	record Order(String pool, String key, @Nullable String action, @Nullable String duration) {
	}

}
