/**
 * What clients of the application's own web endpoints see of exhausted pools and limits.
 */
@NullMarked
package io.apipool.web;

import org.jspecify.annotations.NullMarked;
