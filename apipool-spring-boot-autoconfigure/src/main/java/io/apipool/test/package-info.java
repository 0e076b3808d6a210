/**
 * For tests of applications: time that is moved by hand.
 */
@NullMarked
package io.apipool.test;

import org.jspecify.annotations.NullMarked;
