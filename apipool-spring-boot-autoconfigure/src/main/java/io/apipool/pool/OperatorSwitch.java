package io.apipool.pool;

import io.apipool.KeyState;

/**
 * What an operator did to a key.
 *
 * @param state disabled or draining
 * @param until when it ends, in monotonic nanoseconds, or {@link Availability#NEVER}
 */
record OperatorSwitch(KeyState state, long until) {
}
