package io.apipool.usage.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.apipool.KeptState;
import io.apipool.KeptState.Place;
import io.apipool.KeyState;
import io.apipool.RestSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code apipool_state}. Instances share its rows: they are written in one
 * order, so that two instances never wait for each other.
 */
final class StateTable {

	private static final Upsert STATEMENTS = new Upsert(UsageSql.UPDATE_STATE, UsageSql.INSERT_STATES,
			UsageSql.HAS_STATE, 4);

	private static final Comparator<KeptState> ORDER = Comparator.comparing(KeptState::place,
			Comparator.comparing(Place::pool)
				.thenComparing(Place::quotaGroup)
				.thenComparing(Place::keyId)
				.thenComparing(Place::model));

	private final UsageDatabase database;

	StateTable(UsageDatabase database) {
		this.database = database;
	}

	void keep(List<KeptState> states) {
		List<@Nullable Object[]> values = states.stream().sorted(ORDER).map(StateTable::values).toList();
		Upsert.write(this.database, values, (sql) -> STATEMENTS);
	}

	/** Returns all states; one that nobody knows any more is left out. */
	List<KeptState> load() {
		return this.database.read((session) -> session.jdbc()
			.query(UsageSql.READ_STATES, (columns, number) -> state(columns))
			.stream()
			.flatMap(Optional::stream)
			.toList());
	}

	private static @Nullable Object[] values(KeptState kept) {
		RestSnapshot rest = kept.rest();
		Place place = kept.place();
		return new @Nullable Object[] { kept.state().word(),
				(rest != null) ? Column.REST_REASON.text(rest.reason()) : null,
				(rest != null) ? UtcTime.ofNullable(rest.until()) : null, rest != null && rest.announced(),
				Column.SECRET_FINGERPRINT.name(kept.secretFingerprint()), LearntText.write(kept.learnt()), kept.rate(),
				UtcTime.of(kept.updatedAt()), Column.POOL.name(place.pool()),
				Column.QUOTA_GROUP.name(place.quotaGroup()), Column.KEY_ID.name(place.keyId()),
				Column.MODEL.name(place.model()) };
	}

	private static Optional<KeptState> state(ResultSet columns) throws SQLException {
		String word = columns.getString("state");
		Optional<KeyState> state = Arrays.stream(KeyState.values())
			.filter((known) -> known.word().equals(word))
			.findFirst();
		return state.isPresent() ? Optional.of(kept(state.get(), columns)) : Optional.empty();
	}

	private static KeptState kept(KeyState state, ResultSet columns) throws SQLException {
		String reason = columns.getString("rest_reason");
		RestSnapshot rest = (reason != null) ? new RestSnapshot(reason, UtcTime.readNullable(columns, "rest_until"),
				columns.getBoolean("rest_announced")) : null;
		Place place = new Place(columns.getString("pool"), columns.getString("quota_group"),
				columns.getString("key_id"), columns.getString("model"));
		return new KeptState(place, state, rest, columns.getString("secret_fingerprint"),
				LearntText.read(columns.getString("learnt")), columns.getObject("rate", Double.class),
				UtcTime.read(columns, "updated_at"));
	}

}
