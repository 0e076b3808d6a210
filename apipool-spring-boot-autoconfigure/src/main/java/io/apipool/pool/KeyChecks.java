package io.apipool.pool;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

import io.apipool.ApiKey;
import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyCheck;
import io.apipool.KeyProbe;
import io.apipool.KeyState;
import io.apipool.LeaseBinding;
import io.apipool.definition.SecretForms;
import org.jspecify.annotations.Nullable;

/**
 * Probes keys. A probe is an attempt like others: it takes a permit of its key, and its
 * outcome says who rests and who is back. It goes though the key rests: that is what it
 * is for.
 */
final class KeyChecks {

	private static final CallPlan PROBE = new CallPlan(CallRequest.of("probe"), List.of());

	private final PoolCore core;

	KeyChecks(PoolCore core) {
		this.core = core;
	}

	/**
	 * Probes every key of the pool.
	 * @return by the key's id, in the order of the configuration; never fails
	 */
	CompletableFuture<Map<String, KeyCheck>> checkAll() {
		KeyProbe probe = probe();
		Map<String, CompletableFuture<KeyCheck>> checks = new LinkedHashMap<>();
		for (Seat seat : this.core.ring().configured()) {
			checks.put(seat.id(), (probe != null) ? check(seat, probe)
					: CompletableFuture.completedFuture(notChecked(seat, "nothing can probe keys of this pool")));
		}
		return CompletableFuture.allOf(checks.values().toArray(new CompletableFuture<?>[0])).thenApply((done) -> {
			Map<String, KeyCheck> results = new LinkedHashMap<>();
			checks.forEach((id, check) -> results.put(id, Objects.requireNonNull(check.join())));
			return results;
		});
	}

	private @Nullable KeyProbe probe() {
		return this.core.surroundings()
			.questions()
			.probes()
			.get()
			.stream()
			.filter((probe) -> probe.supports(this.core.name()))
			.findFirst()
			.orElse(null);
	}

	private CompletableFuture<KeyCheck> check(Seat seat, KeyProbe probe) {
		if (seat.entry().operator() != null) {
			return CompletableFuture.completedFuture(notChecked(seat, "switched off by an operator"));
		}
		Lease lease = this.core.search()
			.tryLease(this.core.resolve(PROBE), null, Ask.only(seat, Ask.NOT_WAITING), this.core.now());
		if (lease == null) {
			return CompletableFuture.completedFuture(notChecked(seat, "the key is at a limit, or the provider rests"));
		}
		this.core.leases().begin(lease);
		lease.sent();
		return outcome(lease, probe).thenApply((outcome) -> {
			lease.ended(outcome);
			return found(outcome, lease.key());
		});
	}

	private CompletableFuture<CallOutcome> outcome(Lease lease, KeyProbe probe) {
		CompletableFuture<CallOutcome> answer = new CompletableFuture<>();
		Duration timeout = this.core.setup().definition().waiting().callTimeout();
		AutoCloseable timer = this.core.schedule(Nanos.after(this.core.now(), timeout), () -> answer
			.completeExceptionally(new TimeoutException(this.core.name() + ": no answer in " + Refused.text(timeout))));
		ask(lease, probe, answer);
		return answer.handle((outcome, thrown) -> {
			Closing.quietly(timer);
			return (thrown != null) ? this.core.classify(lease, Thrown.inner(thrown)) : Objects.requireNonNull(outcome);
		});
	}

	private void ask(Lease lease, KeyProbe probe, CompletableFuture<CallOutcome> answer) {
		try {
			started(lease, probe).whenComplete((outcome, thrown) -> {
				if (outcome != null) {
					answer.complete(outcome);
				}
				else {
					answer.completeExceptionally(
							(thrown != null) ? thrown : new IllegalStateException("the probe told no outcome"));
				}
			});
		}
		catch (Throwable ex) {
			answer.completeExceptionally(ex);
		}
	}

	/**
	 * Starts a probe inside its lease: a request of the same pool that it makes uses that
	 * lease's key.
	 */
	private CompletionStage<CallOutcome> started(Lease lease, KeyProbe probe) {
		return LeaseBinding.<CompletionStage<CallOutcome>, RuntimeException>within(lease,
				() -> probe.probe(this.core.name(), lease.key()));
	}

	private static KeyCheck found(CallOutcome outcome, ApiKey key) {
		return new KeyCheck(outcome instanceof CallOutcome.Succeeded, outcome.word(),
				SecretForms.hide(key.value(), Objects.requireNonNullElse(detail(outcome), "")));
	}

	/**
	 * An exception's message may have the address of the request in it: its class is
	 * enough.
	 */
	private static @Nullable String detail(CallOutcome outcome) {
		Throwable cause = outcome.cause();
		return (cause != null) ? cause.getClass().getSimpleName() : outcome.reason();
	}

	private KeyCheck notChecked(Seat seat, String why) {
		boolean usable = this.core.states().of(seat.entry(), this.core.now()) == KeyState.USABLE;
		return new KeyCheck(usable, KeyCheck.NOT_CHECKED, why);
	}

}
