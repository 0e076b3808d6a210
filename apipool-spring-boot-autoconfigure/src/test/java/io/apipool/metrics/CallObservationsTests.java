package io.apipool.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.PooledKeys;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Attempts as observations.
 */
class CallObservationsTests {

	private static final String CANARY = "sk-canary/4711";

	private final TestObservationRegistry observed = TestObservationRegistry.create();

	private final ApplicationContextRunner contexts = MeteredApplication.CONTEXTS.withPropertyValues(
			"apipool.observations=true", "apipool.pools.demo.keys[0].id=one",
			"apipool.pools.demo.keys[0].value=" + CANARY, "apipool.pools.other.keys=x");

	private final ApplicationContextRunner tested = this.contexts.withBean(ObservationRegistry.class,
			() -> this.observed);

	private static ApiKeyPool pool(ApplicationContext context) {
		return context.getBean(ApiKeyPools.class).get("demo");
	}

	@Test
	void eachAttemptIsOne() {
		this.tested.run((context) -> {
			pool(context).run(CallRequest.of("chat").model("large").tag("tenant", "acme"), (key) -> {
			});
			assertThat(this.observed).hasSingleObservationThat()
				.hasNameEqualTo("apipool.calls")
				.hasContextualNameEqualTo("demo chat")
				.hasLowCardinalityKeyValue("pool", "demo")
				.hasLowCardinalityKeyValue("key", "one")
				.hasLowCardinalityKeyValue("operation", "chat")
				.hasLowCardinalityKeyValue("outcome", "succeeded")
				.hasHighCardinalityKeyValue("model", "large")
				.hasHighCardinalityKeyValue("tenant", "acme")
				.hasBeenStarted()
				.hasBeenStopped()
				.doesNotHaveError();
		});
	}

	@Test
	void withoutTheKeyTagTheKeyIsNoTagOfTheTimer() {
		this.tested.withPropertyValues("apipool.metrics.key-tag=false").run((context) -> {
			pool(context).run("chat", (key) -> {
			});
			assertThat(this.observed).hasSingleObservationThat()
				.doesNotHaveLowCardinalityKeyValueWithKey("key")
				.hasHighCardinalityKeyValue("key", "one");
		});
	}

	@Test
	void anAttemptThatFailedHasItsError() {
		this.tested.run((context) -> {
			IllegalStateException error = new IllegalStateException("no");
			pool(context).acquire(CallRequest.of("chat")).ended(new CallOutcome.Failed(error));
			assertThat(this.observed).hasSingleObservationThat()
				.hasLowCardinalityKeyValue("outcome", "failed")
				.hasError(error);
		});
	}

	@Test
	void noErrorShowsTheSecret() {
		this.tested.run((context) -> {
			for (String shown : List.of(CANARY, "sk-canary%2F4711")) {
				Exception error = new IllegalStateException("refused", new IllegalArgumentException("?key=" + shown));
				pool(context).acquire(CallRequest.of("chat")).ended(new CallOutcome.Failed(error));
			}
			assertThat(observed()).hasSize(2)
				.allSatisfy((seen) -> assertThat(seen.getError()).hasNoCause()
					.hasMessageStartingWith("java.lang.IllegalStateException")
					.hasMessageNotContaining("canary"));
		});
	}

	@Test
	void whatIsObservedInsideIsItsChildAndItIsAChildItself() {
		this.tested.run((context) -> {
			Observation request = Observation.start("request", this.observed);
			request.scoped(() -> pool(context).run("chat", (key) -> Observation.start("http", this.observed).stop()));
			request.stop();
			assertThat(parents()).containsExactly("request <- null", "apipool.calls <- request",
					"http <- apipool.calls");
		});
	}

	@Test
	void withoutAnythingAroundItIsTheFirst() {
		this.tested.run((context) -> {
			pool(context).run("chat", (key) -> Observation.start("http", this.observed).stop());
			assertThat(parents()).containsExactly("apipool.calls <- null", "http <- apipool.calls");
			Observation.start("later", this.observed).stop();
			assertThat(parents()).endsWith("later <- null");
		});
	}

	@Test
	void whatTheApplicationObservesBetweenStaysBetween() {
		this.tested.run((context) -> {
			pool(context).run("chat", (key) -> {
				Observation step = Observation.start("step", this.observed);
				step.scoped(() -> Observation.start("http", this.observed).stop());
				step.stop();
			});
			assertThat(parents()).containsExactly("apipool.calls <- null", "step <- apipool.calls", "http <- step");
		});
	}

	@Test
	void aCallOfAnotherPoolInsideIsAChild() {
		this.tested.run((context) -> {
			ApiKeyPool other = context.getBean(ApiKeyPools.class).get("other");
			pool(context).run("chat",
					(key) -> other.run("search", (inner) -> Observation.start("http", this.observed).stop()));
			assertThat(parents()).containsExactly("apipool.calls <- null", "apipool.calls <- apipool.calls",
					"http <- apipool.calls");
			ObservationView around = observed().get(2).getParentObservation();
			assertThat(around).extracting(ObservationView::getContextView)
				.isInstanceOfSatisfying(PooledCallContext.class,
						(inner) -> assertThat(inner.pool()).isEqualTo("other"));
		});
	}

	@Test
	void aLeaseThatIsCarriedToAnotherThreadTakesItsObservationAlong() {
		this.tested.run((context) -> {
			pool(context).run("chat",
					(key) -> CompletableFuture
						.runAsync(PooledKeys.wrap(() -> Observation.start("http", this.observed).stop()))
						.join());
			assertThat(parents()).contains("http <- apipool.calls");
		});
	}

	@Test
	void noScopeStaysOnAThread() {
		this.tested.run((context) -> {
			KeyLease lease = pool(context).acquire(CallRequest.of("chat"));
			assertThat(this.observed.getCurrentObservation()).isNull();
			CompletableFuture.runAsync(lease::succeeded).join();
			pool(context).callAsync("chat", (key) -> CompletableFuture.completedFuture("done"))
				.get(5, TimeUnit.SECONDS);
			assertThat(this.observed.getCurrentObservation()).isNull();
			assertThat(observed()).extracting((seen) -> seen.getLowCardinalityKeyValue("outcome").getValue())
				.containsExactly("succeeded", "succeeded");
		});
	}

	@Test
	void theTimerIsMovedOnceWithTheTagsThatItAlwaysHas() {
		this.contexts.run((context) -> {
			pool(context).run("chat", (key) -> {
			});
			assertThat(context.getBean(MeterRegistry.class).get("apipool.calls").timers()).singleElement()
				.satisfies((timer) -> {
					assertThat(timer.count()).isEqualTo(1);
					assertThat(timer.getId().getTags()).extracting(Tag::getKey)
						.containsExactlyInAnyOrder("pool", "key", "operation", "outcome", "error");
				});
		});
	}

	@Test
	void withoutARegistryOfObservationsTheTimerIsMovedAllTheSame() {
		MeteredApplication.WITHOUT_OBSERVATIONS
			.withPropertyValues("apipool.observations=true", "apipool.pools.demo.keys=one")
			.run((context) -> {
				pool(context).run("chat", (key) -> {
				});
				assertThat(context.getBean(MeterRegistry.class).get("apipool.calls").timer().count()).isEqualTo(1);
			});
	}

	@Test
	void unlessSwitchedOnNothingIsObserved() {
		this.tested.withPropertyValues("apipool.observations=false").run((context) -> {
			pool(context).run("chat", (key) -> {
			});
			assertThat(this.observed).doesNotHaveAnyObservation();
			assertThat(context.getBean(MeterRegistry.class).get("apipool.calls").timer().count()).isEqualTo(1);
		});
	}

	@Test
	void theApplicationsOwnConventionReplacesOurs() {
		this.tested.withBean(OwnConvention.class).run((context) -> {
			pool(context).run("chat", (key) -> {
			});
			assertThat(this.observed).hasSingleObservationThat().hasContextualNameEqualTo("one of demo");
		});
	}

	@Test
	void whatThrowsWhileItIsToldBreaksNoCall() {
		this.tested.withBean(Throwing.class).run((context) -> {
			assertThat(pool(context).<String, RuntimeException>call("chat", (key) -> key.id())).isEqualTo("one");
			assertThatThrownBy(() -> Observation.start("own", this.observed)).hasMessage("a handler");
		});
	}

	@Test
	void whatIsDeniedIsNotObserved() {
		this.tested.withBean("deny", ObservationPredicate.class, () -> (name, context) -> !name.startsWith("apipool"))
			.run((context) -> {
				pool(context).run("chat", (key) -> Observation.start("http", this.observed).stop());
				assertThat(parents()).containsExactly("http <- null");
			});
	}

	/**
	 * Returns what was observed, in the order of its start, with its parent.
	 */
	private List<String> parents() {
		return observed().stream().map((each) -> each.getName() + " <- " + name(each.getParentObservation())).toList();
	}

	private List<Observation.Context> observed() {
		List<Observation.Context> observed = new ArrayList<>();
		assertThat(this.observed).hasHandledContextsThatSatisfy(observed::addAll);
		return observed;
	}

	private static @Nullable String name(@Nullable ObservationView observation) {
		return (observation != null) ? observation.getContextView().getName() : null;
	}

	private static class OwnConvention
			implements PooledCallObservationConvention, GlobalObservationConvention<PooledCallContext> {

		@Override
		public String getContextualName(PooledCallContext context) {
			return context.key() + " of " + context.pool();
		}

	}

	private static class Throwing implements ObservationHandler<Observation.Context> {

		@Override
		public void onStart(Observation.Context context) {
			throw new IllegalStateException("a handler");
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
