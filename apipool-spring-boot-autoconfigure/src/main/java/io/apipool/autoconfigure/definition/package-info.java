/**
 * Binds what is written below {@code apipool}, raw, and supplies checked definitions.
 */
@NullMarked
package io.apipool.autoconfigure.definition;

import org.jspecify.annotations.NullMarked;
