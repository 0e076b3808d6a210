package io.apipool.actuate;

import java.time.Instant;
import java.util.List;

import io.apipool.GroupSnapshot;
import io.apipool.ModelSnapshot;
import io.apipool.PoolSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A pool with its groups and keys.
 *
 * @param rest why and until when the pool rests as a whole, or null
 * @param servesAt when a plain call could have a key, or null where nothing known helps
 */
record PoolView(String name, @Nullable String provider, String strategy, int inFlight, int waiting,
		@Nullable Number rate, List<LimitView> limits, List<Group> groups, List<KeyView> keys, @Nullable RestView rest,
		@Nullable String servesAt) implements View {

	static PoolView of(PoolSnapshot pool, Instant now) {
		return new PoolView(pool.name(), pool.provider(), pool.strategy(), pool.inFlight(), pool.waiting(),
				View.amount(pool.rate()), LimitView.of(pool.limits()),
				pool.groups().stream().map((group) -> Group.of(group, now)).toList(),
				pool.keys().stream().map(KeyView::of).toList(), RestView.of(pool.rest()), View.at(pool.servesAt()));
	}

	/**
	 * A quota group.
	 *
	 * @param keys the ids of its keys
	 * @param rate the learnt rate in calls a second, or null
	 */
	record Group(String id, List<String> keys, List<LimitView> limits, List<Model> models, List<LearntView> learnt,
			@Nullable RestView rest, @Nullable Number rate) implements View {

		static Group of(GroupSnapshot group, Instant now) {
			return new Group(group.id(), group.keys(), LimitView.of(group.limits()),
					group.models().stream().map((model) -> Model.of(model, now)).toList(),
					LearntView.of(group.learnt(), now), RestView.of(group.rest()), View.amount(group.rate()));
		}

	}

	/**
	 * A {@code models} entry of a quota group.
	 *
	 * @param rate the learnt rate in calls a second, or null
	 */
	record Model(String match, List<LimitView> limits, List<LearntView> learnt, @Nullable RestView rest,
			@Nullable Number rate) implements View {

		static Model of(ModelSnapshot model, Instant now) {
			return new Model(model.match(), LimitView.of(model.limits()), LearntView.of(model.learnt(), now),
					RestView.of(model.rest()), View.amount(model.rate()));
		}

	}

}
