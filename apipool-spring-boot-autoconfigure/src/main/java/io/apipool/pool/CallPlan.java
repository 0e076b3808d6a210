package io.apipool.pool;

import java.util.List;

import io.apipool.CallRequest;
import io.apipool.limit.NamedLimit;

/**
 * What every call of one place has in common. Internal.
 *
 * @param request what a call needs
 * @param limits the named limits taken in the same step
 */
public record CallPlan(CallRequest request, List<NamedLimit> limits) {
}
