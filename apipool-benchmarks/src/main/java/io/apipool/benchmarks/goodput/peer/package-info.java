/**
 * What teams write by hand or take from a library to choose keys: what our pools are
 * compared with.
 */
@NullMarked
package io.apipool.benchmarks.goodput.peer;

import org.jspecify.annotations.NullMarked;
