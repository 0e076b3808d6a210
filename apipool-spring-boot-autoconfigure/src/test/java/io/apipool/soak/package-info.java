/**
 * A whole application at full load while everything around it breaks, and what is left of
 * that afterwards.
 */
package io.apipool.soak;
