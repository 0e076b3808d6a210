/**
 * What a pooled call costs, measured beside what it is built on.
 */
@NullMarked
package io.apipool.benchmarks;

import org.jspecify.annotations.NullMarked;
