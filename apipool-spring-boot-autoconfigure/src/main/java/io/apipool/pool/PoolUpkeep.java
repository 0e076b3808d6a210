package io.apipool.pool;

import java.util.List;
import java.util.Set;

import io.apipool.definition.KeyDefinition;
import io.apipool.definition.WaitingDefinition;

/**
 * What is done to a pool, and by it, besides calls: it is opened, paused, defined anew
 * and closed, and asks its provider regularly.
 */
final class PoolUpkeep {

	private final PoolCore core;

	private final KeyRoster roster;

	private final ProbeSchedule probing;

	private final Discoveries discoveries;

	PoolUpkeep(PoolCore core, KeyRoster roster, KeyChecks checks) {
		this.core = core;
		this.roster = roster;
		this.probing = new ProbeSchedule(core, checks);
		this.discoveries = new Discoveries(core);
	}

	/**
	 * Defines the pool anew.
	 * @param parts what it is made of from now on
	 * @param before the keys that were configured until now
	 * @param done the groups that are defined anew already, added to
	 */
	KeyChanges redefine(PoolParts parts, List<KeyDefinition> before, Set<QuotaGroup> done) {
		PoolSetup old = this.core.setup();
		boolean same = old.definition().equals(parts.definition()) && old.models().isSameAs(parts.models())
				&& old.isShadow() == parts.shadow();
		KeyChanges changes = this.roster.redefine(same ? old : PoolSetup.of(this.core, parts), before, done);
		if (!old.definition().sources().equals(parts.definition().sources())) {
			this.probing.stop();
		}
		if (!changes.isEmpty() || !old.definition().target().equals(parts.definition().target())) {
			this.discoveries.stop();
		}
		return changes;
	}

	/**
	 * Tells who waits, and who listens, what has changed; with no lock held.
	 */
	void redefined() {
		this.roster.closeClients();
		WaitingDefinition waiting = this.core.setup().definition().waiting();
		this.core.queue().maxWaiting(waiting.maxWaiting());
		this.core.queue().dropsLowest(waiting.dropsLowest());
		this.core.queue().review();
		this.core.ring().seats().stream().map(Seat::group).distinct().forEach((group) -> {
			group.review();
			this.core.states().tell(group);
		});
	}

	/**
	 * Lets all keys leave and closes the door, until the pool is opened again.
	 */
	KeyChanges retire() {
		this.core.close();
		pause();
		KeyChanges changes = this.roster.clear();
		this.roster.closeClients();
		return changes;
	}

	void reopen() {
		this.core.reopen();
	}

	/**
	 * Lets calls wait, and asks the provider what is to be asked regularly.
	 */
	void resume() {
		this.core.resume();
		this.probing.start();
		this.discoveries.start();
	}

	void pause() {
		this.core.pause();
		this.probing.stop();
		this.discoveries.stop();
	}

	void close() {
		this.core.close();
		pause();
		this.roster.close();
	}

}
