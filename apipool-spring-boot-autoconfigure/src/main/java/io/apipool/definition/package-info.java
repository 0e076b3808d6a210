/**
 * What is configured: immutable records, no Spring, no behaviour, and the one validator.
 */
@NullMarked
package io.apipool.definition;

import org.jspecify.annotations.NullMarked;
