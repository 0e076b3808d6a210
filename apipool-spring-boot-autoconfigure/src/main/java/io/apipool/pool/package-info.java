/**
 * The engine: candidates, permits, leases, rests, retries. Internal.
 */
@NullMarked
package io.apipool.pool;

import org.jspecify.annotations.NullMarked;
