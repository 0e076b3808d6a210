/**
 * Pooled calls as {@code Mono} and {@code Flux}, and their keys in Reactor's context.
 */
@NullMarked
package io.apipool.reactive;

import org.jspecify.annotations.NullMarked;
