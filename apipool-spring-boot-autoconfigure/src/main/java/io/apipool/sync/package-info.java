/**
 * Where definitions come from besides the configuration: keys of the environment.
 */
@NullMarked
package io.apipool.sync;

import org.jspecify.annotations.NullMarked;
