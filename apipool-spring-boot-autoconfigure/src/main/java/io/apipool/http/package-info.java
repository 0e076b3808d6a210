/**
 * What Spring's HTTP clients have to do with pools.
 */
@NullMarked
package io.apipool.http;

import org.jspecify.annotations.NullMarked;
