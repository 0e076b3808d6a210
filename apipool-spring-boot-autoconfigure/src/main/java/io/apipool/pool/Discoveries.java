package io.apipool.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import io.apipool.LearntLimit;
import io.apipool.LimitDiscovery;
import org.jspecify.annotations.Nullable;

/**
 * Asks the provider for the limits of each quota group, with one of its keys: at the
 * start and every hour. A provider that has nothing to say is not asked again.
 */
final class Discoveries {

	private static final Duration INTERVAL = Duration.ofHours(1);

	private final PoolCore core;

	private final Recurring recurring;

	Discoveries(PoolCore core) {
		this.core = core;
		this.recurring = new Recurring(core, this::ask);
	}

	void start() {
		this.recurring.start(Duration.ZERO);
	}

	void stop() {
		this.recurring.stop();
	}

	private CompletableFuture<@Nullable Duration> ask() {
		List<CompletableFuture<Boolean>> answers = new ArrayList<>();
		Map<QuotaGroup, Seat> groups = this.core.ring()
			.configured()
			.stream()
			.collect(Collectors.toMap(Seat::group, (seat) -> seat, (first, second) -> first));
		for (LimitDiscovery discovery : this.core.surroundings().questions().discoveries().get()) {
			groups.forEach((group, seat) -> answers.add(ask(discovery, group, seat)));
		}
		return CompletableFuture.allOf(answers.toArray(new CompletableFuture<?>[0]))
			.thenApply((done) -> answers.stream().anyMatch(CompletableFuture::join) ? INTERVAL : null);
	}

	/**
	 * Asks for one group.
	 * @return whether to ask again: there was something to say, or no answer
	 */
	private CompletableFuture<Boolean> ask(LimitDiscovery discovery, QuotaGroup group, Seat seat) {
		return found(discovery, seat).thenApply((limits) -> {
			if (!limits.isEmpty()) {
				AnnouncedLimits.tell(this.core, group, limits);
			}
			return !limits.isEmpty();
		}).exceptionally((thrown) -> true);
	}

	private CompletableFuture<List<LearntLimit>> found(LimitDiscovery discovery, Seat seat) {
		try {
			return discovery.discover(this.core.name(), seat.entry().key()).toCompletableFuture();
		}
		catch (Throwable ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

}
