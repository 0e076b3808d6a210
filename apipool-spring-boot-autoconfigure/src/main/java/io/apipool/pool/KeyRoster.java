package io.apipool.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.apipool.KeyState;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.KeyIds;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a pool as they come and go, and what operators do to them.
 */
final class KeyRoster {

	private final PoolCore core;

	private final QuotaGroups groups;

	private final Recollection recollection;

	private final Map<String, KeyEntry> entries = new LinkedHashMap<>();

	private final KeyArchive archive;

	KeyRoster(PoolCore core, QuotaGroups groups, Recollection recollection) {
		this.core = core;
		this.archive = new KeyArchive(core);
		this.groups = groups;
		this.recollection = recollection;
	}

	/**
	 * Sets the keys as they are configured.
	 * @param setup what the pool is made of from now on
	 * @param before the keys that were configured until now
	 * @param done the groups that are defined anew already, added to
	 * @return what has become of them
	 */
	KeyChanges redefine(PoolSetup setup, List<KeyDefinition> before, Set<QuotaGroup> done) {
		synchronized (this.groups) {
			long now = this.core.now();
			this.archive.forget();
			KeyReplacement replacement = new KeyReplacement(setup, this.entries, this.archive);
			Function<String, QuotaGroup> groups = (id) -> this.groups.redefined(id, setup.parts(), done, now);
			KeyChanges changes = replacement.replace(before, (key) -> join(setup, key, groups));
			this.entries.values().forEach((entry) -> entry.group(groups.apply(entry.key().quotaGroup())));
			rebuild(setup);
			return changes;
		}
	}

	/**
	 * Lets all keys leave.
	 */
	KeyChanges clear() {
		synchronized (this.groups) {
			Set<String> left = new LinkedHashSet<>(this.entries.keySet());
			this.entries.values().forEach(this.archive::put);
			this.entries.clear();
			rebuild(this.core.setup());
			return new KeyChanges(this.core.name(), Set.of(), left, Set.of(), Set.of());
		}
	}

	/**
	 * Closes the clients of keys that have left; to be called with no lock held.
	 */
	void closeClients() {
		this.archive.closeClients();
	}

	void add(KeyDefinition key) {
		synchronized (this.groups) {
			PoolSetup setup = this.core.setup();
			KeyDefinition checked = checked(key);
			KeyEntry known = this.archive.take(checked);
			if (known != null) {
				known.group(group(known.key().quotaGroup(), setup));
			}
			this.entries.put(checked.id(), (known != null) ? known : join(setup, checked, (id) -> group(id, setup)));
			rebuild(setup);
		}
		closeClients();
		this.core.queue().wake();
	}

	private KeyDefinition checked(KeyDefinition given) {
		KeyDefinition key = KeyIds.checked(this.core.name(), given, this.entries.keySet());
		if (this.entries.containsKey(key.id())) {
			throw new IllegalArgumentException(this.core.name() + " already has a key '" + key.id() + "'");
		}
		for (KeyEntry entry : this.entries.values()) {
			if (entry.definition().secret().equals(key.secret())) {
				throw new IllegalArgumentException(this.core.name() + ": the secret of '" + key.id()
						+ "' is already there as '" + entry.id() + "'");
			}
		}
		return key;
	}

	private KeyEntry join(PoolSetup setup, KeyDefinition definition, Function<String, QuotaGroup> groups) {
		PooledApiKey key = new PooledApiKey(this.core.name(), definition);
		KeyEntry entry = new KeyEntry(key, groups.apply(key.quotaGroup()));
		this.recollection.recall(setup, entry);
		return entry;
	}

	private QuotaGroup group(String id, PoolSetup setup) {
		return this.groups.group(id, setup.parts(), this.core.now());
	}

	void remove(String id) {
		synchronized (this.groups) {
			KeyEntry entry = entry(id);
			this.entries.remove(id);
			this.archive.put(entry);
			rebuild(this.core.setup());
		}
		this.core.queue().review();
		closeClients();
	}

	/**
	 * The pool is closed: so are the clients, those in use after the last call.
	 */
	void close() {
		List<KeyEntry> present;
		synchronized (this.groups) {
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

	private KeyEntry entry(String id) {
		synchronized (this.groups) {
			KeyEntry entry = this.entries.get(id);
			if (entry == null) {
				throw new IllegalArgumentException(
						this.core.name() + " has no key '" + id + "'; it has " + this.entries.keySet());
			}
			return entry;
		}
	}

	/**
	 * Replaces the ring, and with it what the pool is made of, in one step.
	 */
	private void rebuild(PoolSetup setup) {
		KeyRing before = this.core.ring();
		KeyRing ring = new KeyRing(new ArrayList<>(this.entries.values()), setup);
		Map<QuotaGroup, List<Seat>> seats = new LinkedHashMap<>();
		before.seats().forEach((seat) -> seats.putIfAbsent(seat.group(), new ArrayList<>()));
		ring.seats().forEach((seat) -> seats.computeIfAbsent(seat.group(), (group) -> new ArrayList<>()).add(seat));
		seats.forEach((group, own) -> group.seats(this.core, own));
		this.core.ring(ring);
	}

}
