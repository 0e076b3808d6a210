/**
 * Meters and observations: the only room that knows Micrometer's.
 */
@NullMarked
package io.apipool.metrics;

import org.jspecify.annotations.NullMarked;
