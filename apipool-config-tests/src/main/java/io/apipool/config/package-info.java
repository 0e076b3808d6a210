/**
 * A config server to try live keys with, and what tests of ours run against.
 */
@NullMarked
package io.apipool.config;

import org.jspecify.annotations.NullMarked;
