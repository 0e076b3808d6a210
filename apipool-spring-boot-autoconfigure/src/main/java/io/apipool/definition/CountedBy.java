package io.apipool.definition;

import java.util.Locale;

/**
 * Who shares a provider's count.
 */
public enum CountedBy {

	/** Each key is counted by itself. */
	KEY,
	/** All keys of an account, user or workspace are counted together. */
	ACCOUNT,
	/** All keys of a project are counted together. */
	PROJECT,
	/** All keys of an organisation are counted together. */
	ORGANISATION;

	/**
	 * Returns the word of the configuration.
	 * @return for example {@code project}
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
