/**
 * The wiring: one class a technology.
 */
@NullMarked
package io.apipool.autoconfigure;

import org.jspecify.annotations.NullMarked;
