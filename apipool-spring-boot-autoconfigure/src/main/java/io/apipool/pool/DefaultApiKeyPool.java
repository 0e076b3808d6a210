package io.apipool.pool;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.apipool.ApiKeyPoolListener;
import io.apipool.CallRequest;
import io.apipool.ItemCall;
import io.apipool.KeyCheck;
import io.apipool.KeyLease;
import io.apipool.KeySnapshot;
import io.apipool.LeaseBinding;
import io.apipool.PoolSnapshot;
import io.apipool.PooledCall;
import io.apipool.Timekeeper;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.limit.NamedLimit;
import org.jspecify.annotations.Nullable;

/**
 * A pool over its core.
 */
final class DefaultApiKeyPool implements BatchPool {

	private static final LeasedCall<PooledCall<?, ?>, @Nullable Object> CALL = (lease, call) -> call.call(lease.key());

	private final PoolCore core;

	private final KeyRoster roster;

	private final KeyChecks checks;

	private final PoolUpkeep upkeep;

	DefaultApiKeyPool(PoolCore core, KeyRoster roster) {
		this.core = core;
		this.roster = roster;
		this.checks = new KeyChecks(core);
		this.upkeep = new PoolUpkeep(core, roster, this.checks);
	}

	PoolCore core() {
		return this.core;
	}

	PoolUpkeep upkeep() {
		return this.upkeep;
	}

	@Override
	public String name() {
		return this.core.name();
	}

	@Override
	public Map<String, String> custom() {
		return definition().custom();
	}

	@Override
	public CallPlan plan(CallRequest request, List<NamedLimit> limits) {
		return new CallPlan(request, limits);
	}

	@Override
	public CallPlan plan(CallRequest request, ItemRetries retries) {
		return new CallPlan(request, List.of(), retries);
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T extends @Nullable Object, E extends Exception> T call(CallRequest request,
			PooledCall<? extends T, E> call) throws E {
		try {
			return (T) this.<PooledCall<?, ?>, @Nullable Object>call(plan(request, List.of()), CALL, call);
		}
		catch (Throwable ex) {
			throw Thrown.rethrow(ex);
		}
	}

	@Override
	public <C, T extends @Nullable Object> T call(CallPlan plan, LeasedCall<? super C, ? extends T> body, C context)
			throws Throwable {
		ResolvedPlan resolved = this.core.resolve(plan);
		LeaseBinding binding = LeaseBinding.ofThread();
		LeaseBinding.Scope outer = binding.scope();
		Lease around = Attempts.around(this.core, binding);
		Lease lease = (around == null) ? first(resolved, outer) : null;
		Attempts attempts = null;
		while (true) {
			if (lease == null) {
				attempts = (attempts != null) ? attempts : Attempts.of(resolved, outer, around);
				lease = attempts.await();
			}
			binding.swap(lease);
			try {
				T result = body.call(lease, context);
				lease.succeeded(UsageOf.call(body, result, context));
				return result;
			}
			catch (Throwable ex) {
				binding.swap(outer);
				attempts = (attempts != null) ? attempts : Attempts.of(resolved, outer, around);
				Throwable last = attempts.failed(lease, ex, true);
				if (last != null) {
					throw last;
				}
				lease = null;
			}
			finally {
				binding.swap(outer);
			}
		}
	}

	private @Nullable Lease first(ResolvedPlan plan, LeaseBinding.@Nullable Scope outer) {
		if (!this.core.queue().isEmpty()) {
			return null;
		}
		Lease lease = this.core.search().tryLease(plan, outer, null, this.core.now());
		if (lease != null) {
			lease.flag(Lease.SENT);
			this.core.leases().begin(lease);
		}
		return lease;
	}

	@Override
	public <T extends @Nullable Object> CompletableFuture<T> callAsync(CallRequest request,
			PooledCall<? extends CompletionStage<? extends T>, ?> call) {
		return this.<PooledCall<? extends CompletionStage<? extends T>, ?>, T>callAsync(plan(request, List.of()),
				(lease, context) -> context.call(lease.key()), call);
	}

	@Override
	public <T extends @Nullable Object> CompletableFuture<T> callAsync(CallRequest request, Executor executor,
			PooledCall<? extends T, ?> call) {
		return callAsync(plan(request, List.of()), executor, call);
	}

	@Override
	public <T extends @Nullable Object> CompletableFuture<T> callAsync(CallPlan plan, Executor executor,
			PooledCall<? extends T, ?> call) {
		return this.<PooledCall<? extends T, ?>, T>callAsync(plan,
				(lease, context) -> BlockingAttempt.start(executor, lease, context), call);
	}

	@Override
	public <I, T extends @Nullable Object, E extends Exception> List<T> callConcurrently(CallRequest request,
			Collection<? extends I> items, ItemCall<? super I, ? extends T, E> call) throws E {
		return new ConcurrentCalls<I, T>(this, request, items, call).run();
	}

	@Override
	public CallThreads threads() {
		return CallThreads.of(this.core.surroundings().executor(), name());
	}

	@Override
	public int concurrency() {
		Integer configured = definition().policies().batch().concurrency();
		return (configured != null) ? configured : Math.max(1, 2 * this.core.ring().seats().size());
	}

	@Override
	public void tell(Consumer<ApiKeyPoolListener> event) {
		this.core.listeners().tell(event);
	}

	@Override
	public <C, T extends @Nullable Object> CompletableFuture<T> callAsync(CallPlan plan,
			LeasedCall<? super C, ? extends CompletionStage<? extends T>> body, C context) {
		try {
			return new AsyncCall<C, T>(this.core, session(plan), body, context).start();
		}
		catch (Throwable ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	@Override
	public Attempts session(CallPlan plan) {
		LeaseBinding binding = LeaseBinding.ofThread();
		return Attempts.of(this.core.resolve(plan), binding.scope(), Attempts.around(this.core, binding));
	}

	@Override
	public CallSession requests(CallPlan plan) {
		LeaseBinding binding = LeaseBinding.ofThread();
		return Attempts.requests(this.core.resolve(plan), binding.scope(), Attempts.around(this.core, binding));
	}

	@Override
	public PoolDefinition definition() {
		return this.core.setup().definition();
	}

	@Override
	public Timekeeper timekeeper() {
		return this.core.surroundings().timekeeper();
	}

	@Override
	public KeyLease acquire(CallRequest request) {
		return held(request).await();
	}

	@Override
	public Optional<KeyLease> tryAcquire(CallRequest request) {
		return Optional.ofNullable(held(request).tryOnce());
	}

	@Override
	public CompletableFuture<KeyLease> acquireAsync(CallRequest request) {
		try {
			return held(request).later();
		}
		catch (Throwable ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private Acquisition held(CallRequest request) {
		return Acquisition.held(this.core.resolve(plan(request, List.of())));
	}

	@Override
	public Map<String, KeyCheck> checkUsable() {
		return checkUsableAsync().join();
	}

	@Override
	public CompletableFuture<Map<String, KeyCheck>> checkUsableAsync() {
		return this.checks.checkAll();
	}

	@Override
	public List<KeySnapshot> keys() {
		return Snapshots.keys(this.core, this.core.now());
	}

	@Override
	public void add(KeyDefinition key) {
		this.roster.add(key);
	}

	@Override
	public void remove(String id) {
		this.roster.remove(id);
	}

	@Override
	public void disable(String id, @Nullable Duration duration) {
		this.roster.disable(id, duration);
	}

	@Override
	public void enable(String id) {
		this.roster.enable(id);
	}

	@Override
	public void drain(String id) {
		this.roster.drain(id);
	}

	@Override
	public void reset(String id) {
		this.roster.reset(id);
	}

	@Override
	public PoolSnapshot snapshot() {
		return Snapshots.pool(this.core, this.core.now());
	}

	@Override
	public String toString() {
		return "pool " + name();
	}

}
