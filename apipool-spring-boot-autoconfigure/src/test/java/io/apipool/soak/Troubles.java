package io.apipool.soak;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import io.apipool.ApiKeyPool;
import io.apipool.definition.KeyDefinition;
import io.apipool.operations.RestartablePostgres;
import io.apipool.sync.DefinitionSynchronizer;
import io.apipool.sync.Refresh;

/**
 * Lets go wrong what can: at each beat one thing, in a random order; on the way the
 * database goes away and comes back.
 */
final class Troubles {

	private static final List<String> FAULTS = List.of("errors", "throttles", "hang-ups", "overload", "mistakes",
			"none");

	private final Map<Kind, Integer> done = new EnumMap<>(Kind.class);

	private final List<Kind> deck = new ArrayList<>(Kind.DECK);

	private final List<String> unexpected = new ArrayList<>();

	private final Deque<String> rejected = new ArrayDeque<>();

	private final Deque<String> extra = new ArrayDeque<>();

	private final Random random = new Random(2);

	private final Plan plan;

	private final Provider provider;

	private final LiveKeys keys;

	private final ApiKeyPool pool;

	private final DefinitionSynchronizer synchronizer;

	private int next = Kind.DECK.size();

	private int fault;

	private int named;

	Troubles(Plan plan, Provider provider, LiveKeys keys, ApiKeyPool pool, DefinitionSynchronizer synchronizer) {
		this.plan = plan;
		this.provider = provider;
		this.keys = keys;
		this.pool = pool;
		this.synchronizer = synchronizer;
	}

	/** Makes the next trouble. */
	void beat(RestartablePostgres database) throws InterruptedException {
		if (this.next == Kind.DECK.size()) {
			this.next = 0;
			Collections.shuffle(this.deck, this.random);
		}
		Kind kind = this.deck.get(this.next++);
		this.done.merge(kind, 1, Integer::sum);
		make(kind, database);
	}

	/** Whether each has been made at least once. */
	boolean isEachDone() {
		return this.done.size() == Kind.values().length;
	}

	private void make(Kind kind, RestartablePostgres database) throws InterruptedException {
		switch (kind) {
			case DATABASE_AWAY -> {
				database.stop();
				Callers.pause(this.plan.outage().toMillis());
				database.startAgain();
			}
			case PROVIDER_HANGS -> this.provider.hang(this.plan.timeout().multipliedBy(3).dividedBy(2));
			case PROVIDER_IN_TROUBLE -> this.provider.tell("faults " + FAULTS.get(this.fault++ % FAULTS.size()));
			case KEY_REJECTED -> reject(this.keys.any());
			case KEY_ACCEPTED -> replaceRejected();
			case KEY_SWITCHED -> operate(this.keys.any());
			case KEY_ADDED -> add();
			case KEY_REMOVED -> remove();
			case MISTAKE -> mistake();
			default -> refresh(kind);
		}
	}

	/** Ends all trouble. */
	void end() {
		this.provider.tell("faults none");
		while (!this.rejected.isEmpty()) {
			replaceRejected();
		}
		while (!this.extra.isEmpty()) {
			this.pool.remove(this.extra.remove());
		}
		this.keys.publish();
		expect(this.synchronizer.refresh(), false);
	}

	/** Returns how often what was done. */
	Map<Kind, Integer> done() {
		return this.done;
	}

	/** Returns the refreshes that did not do what they should. */
	List<String> unexpected() {
		return this.unexpected;
	}

	private void refresh(Kind kind) {
		switch (kind) {
			case KEYS_COME_AND_GO -> this.keys.swap();
			case LIMIT_MOVES -> this.keys.moveLimit();
			case POOL_COMES_OR_GOES -> this.keys.moveGuest();
			default -> this.keys.publish();
		}
		expect(this.synchronizer.refresh(), false);
	}

	private void mistake() {
		this.keys.spoil();
		expect(this.synchronizer.refresh(), true);
		this.keys.publish();
	}

	private void expect(Refresh refresh, boolean refused) {
		if ((refresh.refusal() != null) != refused) {
			this.unexpected.add(String.valueOf(refresh.refusal()));
		}
	}

	private void reject(String key) {
		this.provider.tell("reject " + this.keys.secretOf(key));
		this.rejected.add(key);
	}

	private void add() {
		String id = "extra-" + this.named++;
		this.pool.add(KeyDefinition.of(id, this.keys.secret(id)));
		this.extra.add(id);
	}

	private void remove() {
		if (!this.extra.isEmpty()) {
			this.pool.remove(this.extra.remove());
		}
	}

	/** The provider takes a key again, or there is another secret. */
	private void replaceRejected() {
		String key = this.rejected.poll();
		if (key == null) {
			return;
		}
		if (this.random.nextBoolean()) {
			this.keys.rotate(key);
			expect(this.synchronizer.refresh(), false);
		}
		else {
			this.provider.tell("readmit " + this.keys.secretOf(key));
			tolerating(() -> this.pool.reset(key));
		}
	}

	private void operate(String key) {
		tolerating(() -> {
			switch (this.random.nextInt(4)) {
				case 0 -> this.pool.disable(key, Duration.ofSeconds(1));
				case 1 -> {
					this.pool.disable(key, null);
					this.pool.enable(key);
				}
				case 2 -> {
					this.pool.drain(key);
					this.pool.enable(key);
				}
				default -> this.pool.reset(key);
			}
		});
	}

	/** The key may have left meanwhile. */
	private static void tolerating(Runnable change) {
		try {
			change.run();
		}
		catch (IllegalArgumentException ex) {
			Thread.onSpinWait();
		}
	}

	/** What goes wrong. */
	enum Kind {

		/** Stops, and starts again. */
		DATABASE_AWAY(1),
		/** Its process stands still for longer than callers wait. */
		PROVIDER_HANGS(1),
		/** Fails, throttles, hangs up, is overloaded or finds mistakes; or no more. */
		PROVIDER_IN_TROUBLE(6),
		/** The provider does not take a key any more. */
		KEY_REJECTED(3),
		/** It does again, or there is another secret. */
		KEY_ACCEPTED(3),
		/** An operator disables, enables, drains or resets. */
		KEY_SWITCHED(4),
		/** A program adds a key. */
		KEY_ADDED(2),
		/** A program removes it. */
		KEY_REMOVED(2),
		/** A configuration that cannot be. */
		MISTAKE(1),
		/** A refresh that finds other keys. */
		KEYS_COME_AND_GO(6),
		/** A refresh that finds another limit. */
		LIMIT_MOVES(2),
		/** A refresh that finds another pool, or one less. */
		POOL_COMES_OR_GOES(2),
		/** A refresh that finds nothing new. */
		NOTHING_NEW(2);

		private static final List<Kind> DECK = Stream.of(values())
			.flatMap((kind) -> Collections.nCopies(kind.times, kind).stream())
			.toList();

		private final int times;

		Kind(int times) {
			this.times = times;
		}

	}

}
