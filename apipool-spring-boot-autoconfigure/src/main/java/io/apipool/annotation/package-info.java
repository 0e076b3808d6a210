/**
 * The annotations, and nothing else.
 */
@NullMarked
package io.apipool.annotation;

import org.jspecify.annotations.NullMarked;
