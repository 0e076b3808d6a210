package io.apipool.autoconfigure.definition;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Describes an adaptive rate to the annotation processor. Nobody binds or injects this.
 *
 * @param enabled Whether calls are paced by a learnt rate.
 * @param initial Rate at first.
 * @param min Lowest rate.
 * @param max Highest rate.
 * @param increase Share by which a success raises the rate.
 * @param decreaseFactor What a throttle multiplies the rate with.
 */
record AdaptiveProperties(@DefaultValue("false") boolean enabled, @DefaultValue("2/s") String initial,
		@DefaultValue("0.01/s") String min, @DefaultValue("1000/s") String max, @DefaultValue("0.05%") String increase,
		@DefaultValue("0.98") double decreaseFactor) {
}
