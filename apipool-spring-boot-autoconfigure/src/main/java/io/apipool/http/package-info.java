/**
 * Puts a pool's key on each request of {@code RestClient}, {@code RestTemplate} and
 * {@code WebClient}, and reads what the answer means.
 */
@NullMarked
package io.apipool.http;

import org.jspecify.annotations.NullMarked;
