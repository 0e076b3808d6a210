/**
 * What the keys were used for: counted by the minute, off the call's path; single
 * attempts; reports of both.
 */
@NullMarked
package io.apipool.usage;

import org.jspecify.annotations.NullMarked;
