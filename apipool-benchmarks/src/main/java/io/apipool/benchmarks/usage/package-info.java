/**
 * What recording usage in a database costs.
 */
@NullMarked
package io.apipool.benchmarks.usage;

import org.jspecify.annotations.NullMarked;
