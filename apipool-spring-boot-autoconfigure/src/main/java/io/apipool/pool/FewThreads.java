package io.apipool.pool;

import java.util.concurrent.Executor;

/**
 * An executor that has only a few threads: what blocks in large numbers brings its own.
 * Internal.
 */
public interface FewThreads extends Executor {

}
