package io.apipool.aop;

import io.apipool.KeyLease;

/**
 * What a parameter is filled in with.
 */
@FunctionalInterface
interface KeyParameter {

	/** The key. */
	KeyParameter KEY = KeyLease::key;

	/** The lease. */
	KeyParameter LEASE = (lease) -> lease;

	/** The secret. */
	KeyParameter SECRET = (lease) -> lease.key().value();

	Object of(KeyLease lease);

}
