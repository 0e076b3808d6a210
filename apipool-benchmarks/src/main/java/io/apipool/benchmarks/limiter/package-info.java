/**
 * What a limiter costs by itself.
 */
@NullMarked
package io.apipool.benchmarks.limiter;

import org.jspecify.annotations.NullMarked;
