/**
 * Keeps usage in a database of the application: the only room with SQL.
 */
@NullMarked
package io.apipool.usage.jdbc;

import org.jspecify.annotations.NullMarked;
