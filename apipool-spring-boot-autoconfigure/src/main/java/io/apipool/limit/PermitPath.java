package io.apipool.limit;

import java.util.List;

/**
 * The scopes that a call takes permits from, whichever candidate admits it. Internal.
 *
 * @param shared named limits, then the pool: the order in which they are locked, before
 * the candidate's
 * @param model the index of the model's entry in the candidates, or
 * {@link PermitScope#NO_MODEL}
 */
public record PermitPath(List<PermitScope> shared, int model) {
}
