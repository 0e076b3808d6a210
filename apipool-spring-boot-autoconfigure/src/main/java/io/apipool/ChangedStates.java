package io.apipool;

import java.util.List;

/**
 * Hands out what a restart must not forget of keys and groups. Internal.
 */
public interface ChangedStates {

	/** Nothing ever changes. */
	ChangedStates NONE = new ChangedStates() {

		@Override
		public List<KeptState> changed() {
			return List.of();
		}

		@Override
		public void written(List<KeptState> states) {
		}

	};

	/**
	 * Returns what has changed since it was written. What was handed out and not written
	 * is handed out again.
	 * @return the states
	 */
	List<KeptState> changed();

	/**
	 * States were written.
	 * @param states what {@link #changed()} had handed out
	 */
	void written(List<KeptState> states);

}
