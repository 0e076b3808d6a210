/**
 * The adaptive rate: learns a number from samples, knows no clock and no HTTP.
 */
@NullMarked
package io.apipool.limit.adaptive;

import org.jspecify.annotations.NullMarked;
