package io.apipool.honest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Knows which key belongs to which account, which are rejected, and today's troubles. */
final class Desk {

	private final long startedAt = System.nanoTime();

	private final AtomicLong rejections = new AtomicLong();

	private final List<Account> accounts = new CopyOnWriteArrayList<>();

	private final Map<String, Account> bySecret = new ConcurrentHashMap<>();

	private final Set<String> rejected = ConcurrentHashMap.newKeySet();

	private final ProviderOptions options;

	private volatile List<Fault> faults = List.of();

	private volatile double factor = 1;

	Desk(ProviderOptions options) {
		this.options = options;
		options.accounts.forEach(this::open);
	}

	void open(String name, List<String> secrets) {
		Account account = new Account(name, this.options.quotas, this.options.random);
		this.accounts.add(account);
		secrets.forEach((secret) -> this.bySecret.put(secret, account));
	}

	/** Returns the account of a key that is known and not rejected; counts the others. */
	Optional<Account> find(String secret) {
		Account account = this.rejected.contains(secret) ? null : this.bySecret.get(secret);
		if (account == null) {
			this.rejections.incrementAndGet();
		}
		return Optional.ofNullable(account);
	}

	Optional<Fault> trouble(String secret) {
		Duration uptime = Duration.ofNanos(System.nanoTime() - this.startedAt);
		return this.faults.stream()
			.filter((fault) -> fault.meets(secret, uptime, this.options.random.nextDouble()))
			.findFirst();
	}

	void reject(String secret) {
		this.rejected.add(secret);
	}

	void readmit(String secret) {
		this.rejected.remove(secret);
	}

	void faults(List<Fault> faults) {
		this.faults = faults;
	}

	void scale(double factor) {
		this.factor = factor;
		this.accounts.forEach((account) -> account.scale(System.nanoTime(), factor));
	}

	double rate() {
		double each = this.options.quotas.stream()
			.filter(Quota::isRate)
			.mapToDouble((quota) -> 1e9 * quota.amount() / quota.window().toNanos())
			.min()
			.orElse(Double.POSITIVE_INFINITY);
		return this.accounts.size() * each * this.factor;
	}

	Duration meanLatency() {
		return Duration
			.ofNanos(this.options.latency + this.options.latencySpread / 2 + this.options.jitter / 2 + pauses());
	}

	Report report() {
		List<Arrival> all = this.accounts.stream().flatMap((account) -> account.arrivals().stream()).toList();
		return new Report(this.accounts.stream().map((account) -> account.report(all)).toList(), this.rejections.get());
	}

	private long pauses() {
		return (this.options.parts - 1) * this.options.pause;
	}

}
