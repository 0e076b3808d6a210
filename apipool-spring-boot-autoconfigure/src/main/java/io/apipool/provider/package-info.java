/**
 * How providers answer: which there are, what their headers and bodies say, what an
 * answer means.
 */
@NullMarked
package io.apipool.provider;

import org.jspecify.annotations.NullMarked;
