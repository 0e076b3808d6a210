/**
 * How providers answer: headers that say when, statuses that say what.
 */
@NullMarked
package io.apipool.provider;

import org.jspecify.annotations.NullMarked;
