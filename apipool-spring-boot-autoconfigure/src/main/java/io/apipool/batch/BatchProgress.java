package io.apipool.batch;

import java.util.OptionalLong;

/**
 * How far a batch has come.
 *
 * @param done how many items have ended, well or not
 * @param failed how many of them have failed
 * @param total how many there are, repeated ids that were seen left out; empty where the
 * input does not say
 */
public record BatchProgress(long done, long failed, OptionalLong total) {

	/**
	 * Returns it as people say it.
	 * @return for example {@code 5 of 100}, or {@code 5 of ?}
	 */
	@Override
	public String toString() {
		return this.done + " of " + (this.total.isPresent() ? String.valueOf(this.total.getAsLong()) : "?");
	}

}
