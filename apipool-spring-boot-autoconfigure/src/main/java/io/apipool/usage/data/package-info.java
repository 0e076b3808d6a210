/**
 * Searches single attempts, with pages as Spring Data has them.
 */
@NullMarked
package io.apipool.usage.data;

import org.jspecify.annotations.NullMarked;
