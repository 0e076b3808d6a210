package io.apipool;

/**
 * What a probe found out about a key.
 *
 * @param usable whether the key works; where it was not checked, whether it is in use
 * @param outcome the outcome's word, as {@code succeeded} or {@code key-rejected};
 * {@value #NOT_CHECKED} where nothing could be asked
 * @param detail why, without any secret; may be empty
 */
public record KeyCheck(boolean usable, String outcome, String detail) {

	/** The outcome of a key that was not checked. */
	public static final String NOT_CHECKED = "not checked";

}
