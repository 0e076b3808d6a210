package io.apipool.provider;

import java.time.Instant;

/**
 * When a count starts anew.
 *
 * @param at when
 * @param precise whether that is finer than a second
 */
record Reset(Instant at, boolean precise) {

}
