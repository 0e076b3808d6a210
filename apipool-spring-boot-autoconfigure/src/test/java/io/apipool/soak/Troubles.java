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

	private final Map<Trouble, Integer> done = new EnumMap<>(Trouble.class);

	private final List<Trouble> deck = new ArrayList<>(Trouble.DECK);

	private final List<String> unexpected = new ArrayList<>();

	private final Deque<String> rejected = new ArrayDeque<>();

	private final Deque<String> extra = new ArrayDeque<>();

	private final Random random = new Random(2);

	private final Plan plan;

	private final Provider provider;

	private final LiveKeys keys;

	private final ApiKeyPool pool;

	private final DefinitionSynchronizer synchronizer;

	private int next = Trouble.DECK.size();

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
		if (this.next == Trouble.DECK.size()) {
			this.next = 0;
			Collections.shuffle(this.deck, this.random);
		}
		Trouble trouble = this.deck.get(this.next++);
		this.done.merge(trouble, 1, Integer::sum);
		make(trouble, database);
	}

	/** Whether each has been made at least once. */
	boolean isEachDone() {
		return this.done.size() == Trouble.values().length;
	}

	private void make(Trouble trouble, RestartablePostgres database) throws InterruptedException {
		switch (trouble) {
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
			default -> refresh(trouble);
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
	Map<Trouble, Integer> done() {
		return this.done;
	}

	/** Returns the refreshes that did not do what they should. */
	List<String> unexpected() {
		return this.unexpected;
	}

	private void refresh(Trouble trouble) {
		switch (trouble) {
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

}
