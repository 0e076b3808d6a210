package io.apipool.limit;

import java.util.List;

/**
 * What a scope counts at present: its own bucket, and one for each model's entry within.
 *
 * @param own the scope's own
 * @param models by the entry's index
 */
record Buckets(Bucket own, List<Bucket> models) {

	static final Buckets NONE = new Buckets(Bucket.NONE, List.of());

	static Buckets create(ScopeDefinition definition, LimitFactory factory) {
		return new Buckets(new Bucket(definition.limits(), factory.create(definition.limits())),
				definition.models().stream().map((limits) -> new Bucket(limits, factory.create(limits))).toList());
	}

	Bucket model(int index) {
		return (index >= 0 && index < this.models.size()) ? this.models.get(index) : Bucket.NONE;
	}

	boolean isEmpty() {
		return this.own.isEmpty() && this.models.stream().allMatch(Bucket::isEmpty);
	}

	void inherit(Buckets old, long now) {
		this.own.inherit(old.own, now);
		for (int i = 0; i < this.models.size(); i++) {
			this.models.get(i).inherit(old.model(i), now);
		}
	}

	long boundary() {
		long boundary = this.own.boundary();
		for (int i = 0; i < this.models.size(); i++) {
			boundary = Math.min(boundary, this.models.get(i).boundary());
		}
		return boundary;
	}

}
