package io.apipool.benchmarks.call;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A call does not look through the pool. A thousand keys that are all in use are no gate:
 * where other programs use the processor's caches, each call misses them.
 */
@Tag("any-jdk")
class PoolSizeGateTests {

	private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();

	private final Turns turns = new Turns();

	@AfterEach
	void stop() {
		this.contexts.forEach(ConfigurableApplicationContext::close);
	}

	@Test
	void keysThatAreUsedUpAreNotLookedAtAgain() {
		add("10", 10, (key) -> false);
		add("side by side", 1000, (key) -> key < 900);
		add("scattered", 1000, (key) -> key % 10 != 0);
		assertThat(this.turns.come(() -> isFlat("side by side") && isFlat("scattered")))
			.as("at most 4 times what ten keys cost: %s", this.turns)
			.isTrue();
	}

	private void add(String name, int keys, IntPredicate used) {
		ConfigurableApplicationContext context = Application.start(keys, used, "round-robin");
		this.contexts.add(context);
		Service service = context.getBean(Service.class);
		this.turns.add(name, () -> service.pooled(null));
	}

	private boolean isFlat(String name) {
		return this.turns.ratio(name, "10") <= 4;
	}

}
