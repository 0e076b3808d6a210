package io.apipool.soak;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * One thing that goes wrong, and how often it is in the deck.
 */
enum Trouble {

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

	static final List<Trouble> DECK = Stream.of(values())
		.flatMap((trouble) -> Collections.nCopies(trouble.times, trouble).stream())
		.toList();

	private final int times;

	Trouble(int times) {
		this.times = times;
	}

}
