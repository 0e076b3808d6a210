/**
 * Many calls over a pool: each item once, with what the provider answered for each.
 */
@NullMarked
package io.apipool.batch;

import org.jspecify.annotations.NullMarked;
