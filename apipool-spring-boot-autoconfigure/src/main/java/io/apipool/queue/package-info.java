/**
 * One waiting queue: order, passing rule, deadlines. Pools and rate limiters wait in it.
 */
@NullMarked
package io.apipool.queue;

import org.jspecify.annotations.NullMarked;
