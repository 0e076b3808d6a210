package io.apipool.limit;

import io.apipool.limit.LearntWindow.Told;

/**
 * What is known of a limit between two resets, by the provider's answers. Immutable;
 * amounts in millionths, instants monotonic nanoseconds.
 *
 * @param limit the amount
 * @param others what others have taken
 * @param span from when to when
 * @param told whether an answer told the end
 * @param longest the longest time from a grant to the end that its answer told
 */
record LearntEpoch(long limit, Others others, Span span, boolean told, long longest) {

	private static final long LONGEST_WAIT = 5_000_000_000L;

	/**
	 * Returns one of which nothing was said.
	 */
	static LearntEpoch unknown(long now) {
		return new LearntEpoch(Limit.CEILING, Others.NONE, new Span(now, Long.MAX_VALUE, Long.MAX_VALUE), false, 0);
	}

	/**
	 * Returns one whose amount and length were said.
	 */
	static LearntEpoch assumed(long limit, long now, long length) {
		return new LearntEpoch(limit, Others.NONE, new Span(now, now + length, now + length), false, length);
	}

	/** Returns its first instant. */
	long begin() {
		return this.span.begin;
	}

	/** Returns when the provider's ends. */
	long reset() {
		return this.span.reset;
	}

	/** Returns when ours ends. */
	long end() {
		return this.span.end;
	}

	/**
	 * Takes in what an answer announced.
	 * @param now what it said
	 * @param granted when its call was granted
	 * @param own what our calls have taken
	 */
	LearntEpoch announced(Told now, long granted, long own) {
		boolean later = !this.told || now.reset() + now.guard() > this.span.end;
		Span span = later ? new Span(this.span.begin, now.reset(), now.reset() + now.guard()) : this.span;
		return new LearntEpoch(now.limit(), this.others.seeing(now.limit() - now.remaining(), own), span, true,
				Math.max(this.longest, span.end - granted));
	}

	LearntEpoch limited(long limit) {
		return new LearntEpoch(limit, this.others, this.span, this.told, this.longest);
	}

	/**
	 * Returns the one that follows it.
	 * @param now its first instant
	 * @param served what our calls have taken that were not refused
	 */
	LearntEpoch next(long now, long served) {
		long end = now + this.longest;
		return new LearntEpoch(this.limit, this.told ? this.others.next(served) : this.others, new Span(now, end, end),
				false, this.longest);
	}

	/**
	 * Returns what others have not taken yet, if they do as they did. They are awaited
	 * for five seconds: in a longer window nothing is to be left over for who has gone.
	 */
	long awaited(long now) {
		return (now < awaitsUntil()) ? Math.max(0, this.others.before - this.others.seen) : 0;
	}

	/**
	 * Returns from when on nobody is awaited.
	 */
	long awaitsUntil() {
		return Math.min(this.span.begin + LONGEST_WAIT, this.span.end);
	}

	/**
	 * The time of an epoch.
	 *
	 * @param begin its first instant
	 * @param reset when the provider's ends
	 * @param end when ours ends
	 */
	record Span(long begin, long reset, long end) {
	}

	/**
	 * What others have taken.
	 *
	 * @param seen as much as answers of this epoch have shown
	 * @param before as much as answers showed before. An answer shows only what was
	 * counted by then, so it is forgotten by and by
	 * @param counted the most that the provider had counted of all
	 */
	record Others(long seen, long before, long counted) {

		static final Others NONE = new Others(0, 0, 0);

		Others seeing(long counted, long own) {
			return new Others(Math.max(this.seen, counted - own), this.before, Math.max(this.counted, counted));
		}

		Others next(long served) {
			long shown = Math.max(this.seen, this.counted - served);
			return new Others(0, Math.max(shown, this.before / 8 * 7), 0);
		}

	}

}
