package io.apipool.batch;

import java.util.HashSet;
import java.util.Set;

/**
 * The ids that a batch has seen. Of texts, numbers and UUIDs it keeps a fingerprint of
 * 128 bits; of ids of other types, whose {@code equals} only they know, the ids
 * themselves.
 */
final class SeenIds {

	private final IdFingerprint fingerprint = new IdFingerprint();

	private final Fingerprints fingerprints = new Fingerprints();

	private final Set<Object> others = new HashSet<>();

	/**
	 * Adds an id.
	 * @return whether it was not there
	 */
	boolean add(Object id) {
		return this.fingerprint.take(id) ? this.fingerprints.add(this.fingerprint.high(), this.fingerprint.low())
				: this.others.add(id);
	}

}
