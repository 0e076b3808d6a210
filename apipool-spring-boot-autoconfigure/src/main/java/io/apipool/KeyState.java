package io.apipool;

/**
 * The state of a key.
 */
public enum KeyState {

	/** May be used, though a limit of its own may hold it back for now. */
	USABLE("usable"),

	/** Throttled, or its quota is used up, until an instant. */
	COOLING("cooling"),

	/** Failed several times in a row while others did not. */
	BANNED("banned"),

	/** After a guessed rest: one call at a time until one succeeds. */
	PROBATION("probation"),

	/** Rejected by the provider. */
	INVALID("invalid"),

	/** Its account has no money or no quota at all. */
	OUT_OF_CREDIT("out-of-credit"),

	/** Taken out by an operator. */
	DISABLED("disabled"),

	/** Given to no further call. */
	DRAINING("draining");

	private final String word;

	KeyState(String word) {
		this.word = word;
	}

	/**
	 * Returns the state's word in tallies, tags and JSON.
	 * @return for example {@code out-of-credit}
	 */
	public String word() {
		return this.word;
	}

}
