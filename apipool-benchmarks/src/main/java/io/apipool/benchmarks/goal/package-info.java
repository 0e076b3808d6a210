/**
 * What is aimed at, beside what was seen.
 */
@NullMarked
package io.apipool.benchmarks.goal;

import org.jspecify.annotations.NullMarked;
