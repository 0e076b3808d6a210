package io.apipool.benchmarks.goodput;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.apipool.honest.Quota;

/** Who calls. */
enum Contender {

	/** A pool whose limits are configured. */
	CONFIGURED,
	/** The same where the limit is known to be a bucket. */
	CONFIGURED_BURST,
	/** A pool that knows what headers tell: resets with a fraction. */
	HEADERS,
	/** The same of a provider that is known to round resets up to whole seconds. */
	HEADERS_UP,
	/** The same of one that rounds them down. */
	HEADERS_DOWN,
	/** A pool that knows nothing and finds the rate out, with {@code Retry-After}. */
	ADAPTIVE,
	/** The same of a provider that says 429 and nothing else. */
	ADAPTIVE_BLIND,
	/** A pool with two keys of one account, which it knows. */
	GROUP,
	/** The same where it does not know that, only what headers tell. */
	GROUP_UNKNOWN,
	/** A rate that a success raises by 0.1 a second and a 429 halves. */
	AIMD,
	/** The generic cell rate algorithm with a burst of a whole window. */
	GCRA,
	/** A rate limiter of Resilience4j for each key, keys in turn. */
	RESILIENCE4J,
	/** A bucket of Bucket4j for each key, keys in turn. */
	BUCKET4J,
	/** The next key in turn, a key rests until {@code Retry-After}. */
	ROTATE_ON_429,
	/** The next key in turn, a key that was answered 429 is never used again. */
	REMOVE_ON_429;

	private static final Set<Contender> KNOW_LIMITS = EnumSet.of(CONFIGURED, CONFIGURED_BURST, GCRA, RESILIENCE4J,
			BUCKET4J);

	private static final Set<Contender> SATURATED_ONLY = EnumSet.of(HEADERS_UP, HEADERS_DOWN, ADAPTIVE_BLIND, GROUP,
			GROUP_UNKNOWN);

	private static final Set<Contender> READ_HEADERS = EnumSet.of(HEADERS, HEADERS_UP, HEADERS_DOWN, GROUP_UNKNOWN);

	boolean isOurs() {
		return compareTo(GROUP_UNKNOWN) <= 0;
	}

	boolean readsHeaders() {
		return READ_HEADERS.contains(this);
	}

	boolean isAdaptive() {
		return this == ADAPTIVE || this == ADAPTIVE_BLIND;
	}

	boolean isGroup() {
		return this == GROUP || this == GROUP_UNKNOWN;
	}

	/** Whether it leaves the processor to cells beside it. */
	boolean isPolite() {
		return this != ROTATE_ON_429 && this != REMOVE_ON_429;
	}

	String text() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	boolean takesPart(Quota.Kind kind, LoadKind load) {
		if (this == CONFIGURED_BURST && kind != Quota.Kind.BUCKET) {
			return false;
		}
		return switch (load) {
			case SATURATED -> true;
			case BURSTY -> !SATURATED_ONLY.contains(this);
			case PAUSES -> KNOW_LIMITS.contains(this);
		};
	}

	/**
	 * Returns what a run of it is made of.
	 */
	List<Stage> stages(LoadKind load, int judged) {
		if (isAdaptive() && load == LoadKind.SATURATED) {
			return Stage.adaptive(judged);
		}
		int settle = isAdaptive() ? Stage.FROM_NOTHING : (this == AIMD) ? 10 : 1;
		return List.of(new Stage("", 1, settle, judged));
	}

}
