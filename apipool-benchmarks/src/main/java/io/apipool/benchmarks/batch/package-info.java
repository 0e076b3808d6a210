/**
 * Batches against what is possible.
 */
@NullMarked
package io.apipool.benchmarks.batch;

import org.jspecify.annotations.NullMarked;
