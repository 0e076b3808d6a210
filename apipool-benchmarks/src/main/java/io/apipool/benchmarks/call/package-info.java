/**
 * What a pooled call costs, measured beside what else stands between a caller and its
 * method.
 */
@NullMarked
package io.apipool.benchmarks.call;

import org.jspecify.annotations.NullMarked;
