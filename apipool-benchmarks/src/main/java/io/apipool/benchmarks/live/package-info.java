/**
 * What it costs when keys change while calls run.
 */
@NullMarked
package io.apipool.benchmarks.live;

import org.jspecify.annotations.NullMarked;
