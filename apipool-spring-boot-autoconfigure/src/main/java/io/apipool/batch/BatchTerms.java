package io.apipool.batch;

import java.time.Duration;
import java.util.Objects;

import io.apipool.CallRequest;
import io.apipool.definition.BatchDefinition;
import io.apipool.definition.RetryDefinition;
import io.apipool.pool.BatchPool;
import io.apipool.pool.CallPlan;
import io.apipool.pool.ItemRetries;

/**
 * What a batch goes by: what was said of it, else what its pool's configuration says when
 * it begins.
 *
 * @param pool the pool
 * @param request what each call needs
 * @param options what was said
 */
record BatchTerms(BatchPool pool, CallRequest request, BatchOptions options) {

	int concurrency() {
		return Objects.requireNonNullElseGet(this.options.concurrency(), this.pool::concurrency);
	}

	CallPlan plan() {
		Duration timeout = Objects.requireNonNullElseGet(this.options.timeout(),
				() -> this.pool.definition().waiting().callTimeout());
		return this.pool.plan(this.request, new ItemRetries(retries(), timeout));
	}

	private int retries() {
		if (this.options.retries() != null) {
			return this.options.retries();
		}
		BatchDefinition own = this.pool.definition().policies().batch();
		RetryDefinition retry = this.pool.definition().policies().retry();
		boolean onFailure = Objects.requireNonNullElse(own.onFailure(), retry.onFailure());
		return onFailure ? Objects.requireNonNullElse(own.maxAttempts(), retry.maxAttempts()) - 1 : 0;
	}

}
