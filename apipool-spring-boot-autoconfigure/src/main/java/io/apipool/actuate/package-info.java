/**
 * What those who run the application see of the pools: an endpoint, a page and health.
 */
@NullMarked
package io.apipool.actuate;

import org.jspecify.annotations.NullMarked;
