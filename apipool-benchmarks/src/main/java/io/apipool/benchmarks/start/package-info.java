/**
 * What the start of an application costs, and what a key keeps in memory.
 */
@NullMarked
package io.apipool.benchmarks.start;

import org.jspecify.annotations.NullMarked;
