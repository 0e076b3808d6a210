/**
 * Which key comes next: the strategies, and the interface for an application's own.
 */
@NullMarked
package io.apipool.selection;

import org.jspecify.annotations.NullMarked;
