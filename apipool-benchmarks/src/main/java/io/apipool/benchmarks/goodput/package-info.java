/**
 * How much of what the keys allow is used, and how many calls come beyond, against a
 * provider that counts.
 */
@NullMarked
package io.apipool.benchmarks.goodput;

import org.jspecify.annotations.NullMarked;
