/**
 * Client objects that belong to a key.
 */
@NullMarked
package io.apipool.client;

import org.jspecify.annotations.NullMarked;
