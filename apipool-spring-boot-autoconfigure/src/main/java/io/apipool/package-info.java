/**
 * Pools of outbound API keys: what an application calls, and what it may implement.
 */
@NullMarked
package io.apipool;

import org.jspecify.annotations.NullMarked;
