package io.apipool.pool;

import java.util.ArrayList;
import java.util.List;

import io.apipool.definition.AdaptiveDefinition;
import io.apipool.limit.PermitScope;
import org.jspecify.annotations.Nullable;

/**
 * The learnt rates of a group: its own, which is the first, and that of each model's
 * entry; or none.
 */
final class AdaptiveBuckets {

	private final AdaptiveDefinition numbers;

	private final List<AdaptiveBucket> buckets;

	private AdaptiveBuckets(AdaptiveDefinition numbers, List<AdaptiveBucket> buckets) {
		this.numbers = numbers;
		this.buckets = buckets;
	}

	static AdaptiveBuckets of(PermitScope scope, int models, AdaptiveDefinition numbers) {
		return new AdaptiveBuckets(numbers, List.of()).redefined(scope, models, numbers, 0);
	}

	/**
	 * Returns the rate of a bucket.
	 * @param model the index of the model's entry, or {@link PermitScope#NO_MODEL}
	 * @return the rate, or null where none is learnt
	 */
	@Nullable AdaptiveBucket get(int model) {
		return this.buckets.isEmpty() ? null : this.buckets.get(model + 1);
	}

	/**
	 * Returns what is learnt by changed numbers, or for more models. The rates go on from
	 * where they are; one that is learnt no more holds nobody back.
	 */
	AdaptiveBuckets redefined(PermitScope scope, int models, AdaptiveDefinition changed, long now) {
		if (!changed.enabled()) {
			for (int i = 0; i < this.buckets.size(); i++) {
				scope.pace(i - 1, Double.POSITIVE_INFINITY);
			}
			return new AdaptiveBuckets(changed, List.of());
		}
		List<AdaptiveBucket> result = new ArrayList<>();
		for (int model = PermitScope.NO_MODEL; model < models; model++) {
			AdaptiveBucket known = (model + 1 < this.buckets.size()) ? this.buckets.get(model + 1) : null;
			boolean same = known != null && changed.equals(this.numbers);
			result.add(same ? known : goOn(AdaptiveBucket.of(scope, model, changed), known, now));
		}
		return new AdaptiveBuckets(changed, List.copyOf(result));
	}

	private static AdaptiveBucket goOn(AdaptiveBucket bucket, @Nullable AdaptiveBucket before, long now) {
		Double learnt = (before != null) ? before.learnt() : null;
		if (learnt != null) {
			bucket.recall(learnt, now);
		}
		return bucket;
	}

}
