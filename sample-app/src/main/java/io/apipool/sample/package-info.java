/**
 * A document summariser that uses all keys to their limits and never beyond.
 */
@NullMarked
package io.apipool.sample;

import org.jspecify.annotations.NullMarked;
