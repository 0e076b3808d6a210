/**
 * What a key on an HTTP request costs, measured beside the bare client.
 */
@NullMarked
package io.apipool.benchmarks.http;

import org.jspecify.annotations.NullMarked;
