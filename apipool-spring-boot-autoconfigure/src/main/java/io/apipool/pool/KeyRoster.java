package io.apipool.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.apipool.KeyState;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.KeyIds;
import io.apipool.definition.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a pool as they come and go, and what operators do to them.
 */
final class KeyRoster {

	private final PoolCore core;

	private final QuotaGroups groups;

	private final Recollection recollection;

	private final Map<String, KeyEntry> entries = new LinkedHashMap<>();

	private final Map<Secret, String> idsBySecret = new HashMap<>();

	KeyRoster(PoolCore core, QuotaGroups groups, Recollection recollection) {
		this.core = core;
		this.groups = groups;
		this.recollection = recollection;
	}

	/**
	 * Sets the keys at the start.
	 */
	synchronized void start(List<KeyDefinition> keys) {
		keys.forEach(this::enter);
		rebuild();
	}

	void add(KeyDefinition key) {
		synchronized (this) {
			enter(key);
			rebuild();
		}
		this.core.queue().wake();
	}

	private void enter(KeyDefinition given) {
		KeyDefinition key = KeyIds.checked(this.core.name(), given, this.entries.keySet());
		if (this.entries.containsKey(key.id())) {
			throw new IllegalArgumentException(this.core.name() + " already has a key '" + key.id() + "'");
		}
		String same = this.idsBySecret.get(key.secret());
		if (same != null) {
			throw new IllegalArgumentException(
					this.core.name() + ": the secret of '" + key.id() + "' is already there as '" + same + "'");
		}
		PooledApiKey apiKey = new PooledApiKey(this.core.name(), key);
		PoolSetup setup = this.core.setup();
		QuotaGroup group = this.groups.group(apiKey.quotaGroup(), setup.definition(), setup.models());
		KeyEntry entry = new KeyEntry(apiKey, group);
		this.recollection.recall(this.core, entry);
		this.entries.put(key.id(), entry);
		this.idsBySecret.put(key.secret(), key.id());
	}

	void remove(String id) {
		KeyEntry entry;
		synchronized (this) {
			entry = entry(id);
			this.entries.remove(id);
			this.idsBySecret.remove(entry.definition().secret());
			rebuild();
		}
		this.core.queue().review();
		entry.key().clients().retire(this.core.surroundings().executor());
	}

	/**
	 * The pool is closed: so are the clients, those in use after the last call.
	 */
	void close() {
		List<KeyEntry> present;
		synchronized (this) {
			present = List.copyOf(this.entries.values());
		}
		present.forEach((entry) -> entry.key().clients().retire(Runnable::run));
	}

	void disable(String id, @Nullable Duration duration) {
		if (duration != null && duration.isNegative()) {
			throw new IllegalArgumentException("duration: " + duration + " is negative");
		}
		long until = (duration != null) ? Nanos.after(this.core.now(), duration) : Availability.NEVER;
		operate(entry(id), new OperatorSwitch(KeyState.DISABLED, until));
	}

	void enable(String id) {
		operate(entry(id), null);
	}

	void drain(String id) {
		operate(entry(id), new OperatorSwitch(KeyState.DRAINING, Availability.NEVER));
	}

	private void operate(KeyEntry entry, @Nullable OperatorSwitch operator) {
		entry.operated();
		entry.operator(operator);
		changed(entry);
	}

	void reset(String id) {
		KeyEntry entry = entry(id);
		long now = this.core.now();
		entry.operated();
		entry.rest().clear(now);
		entry.failures().end();
		entry.refusals().end();
		entry.group().clearRests(now);
		this.core.overloads().clear(now);
		changed(entry);
	}

	/**
	 * Tells of a change, with no lock held: both who is woken and who is told may be the
	 * application.
	 */
	private void changed(KeyEntry entry) {
		entry.group().review();
		this.core.states().tell(entry.group());
	}

	private synchronized KeyEntry entry(String id) {
		KeyEntry entry = this.entries.get(id);
		if (entry == null) {
			throw new IllegalArgumentException(
					this.core.name() + " has no key '" + id + "'; it has " + this.entries.keySet());
		}
		return entry;
	}

	private void rebuild() {
		KeyRing before = this.core.ring();
		KeyRing ring = new KeyRing(new ArrayList<>(this.entries.values()), this.core.setup().models().size(),
				this.core);
		Map<QuotaGroup, List<Seat>> seats = new LinkedHashMap<>();
		before.seats().forEach((seat) -> seats.putIfAbsent(seat.group(), new ArrayList<>()));
		ring.seats().forEach((seat) -> seats.computeIfAbsent(seat.group(), (group) -> new ArrayList<>()).add(seat));
		seats.forEach((group, own) -> group.seats(this.core, own));
		this.core.ring(ring);
	}

}
