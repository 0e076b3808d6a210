/**
 * Permits: windows of every kind behind one contract, taken all or nothing.
 */
@NullMarked
package io.apipool.limit;

import org.jspecify.annotations.NullMarked;
