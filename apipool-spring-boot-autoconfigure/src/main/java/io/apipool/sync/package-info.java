/**
 * Brings new definitions to pools that run: finds keys in the environment, polls sources
 * of keys, applies what a refresh has changed, and publishes which keys came and went.
 */
@NullMarked
package io.apipool.sync;

import org.jspecify.annotations.NullMarked;
