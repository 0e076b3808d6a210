package io.apipool.benchmarks.call;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What a call costs beside its peers, so coarsely that no machine is too busy for it.
 */
class CallGateTests {

	private final ConfigurableApplicationContext context = Application.start(10, Recording.COUNTED);

	private final Service service = this.context.getBean(Service.class);

	private final Turns turns = new Turns();

	@AfterEach
	void stop() {
		this.context.close();
	}

	@Test
	void aCallAllocatesItsLeaseAndNothingElseAboveAPlainInterceptor() {
		assumeTrue(Turns.areCompiledFully(), "this Java does not leave allocations out");
		this.turns.add("plain", () -> this.service.plain(null));
		this.turns.add("pooled", () -> this.service.pooled(null));
		assertThat(this.turns.come(() -> this.turns.bytes("pooled") - this.turns.bytes("plain") == 48))
			.as("48 bytes above a plain interceptor: %s", this.turns)
			.isTrue();
	}

	@Test
	void aCallCostsLittleMoreThanAnAdviceAndFarLessThanItsPeers() {
		this.turns.add("around", () -> this.service.around(null));
		this.turns.add("resilience4j", () -> this.service.resilience4j(null));
		this.turns.add("handmade", () -> this.service.handmade(null));
		this.turns.add("pooled", () -> this.service.pooled(null));
		assertThat(this.turns.come(this::isCheap))
			.as("at most 4 times an advice, 0.6 of Resilience4j and of an aspect: %s", this.turns)
			.isTrue();
	}

	private boolean isCheap() {
		return this.turns.ratio("pooled", "around") <= 4 && this.turns.ratio("pooled", "resilience4j") <= 0.6
				&& this.turns.ratio("pooled", "handmade") <= 0.6;
	}

}
