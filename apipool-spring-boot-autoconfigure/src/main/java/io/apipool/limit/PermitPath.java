package io.apipool.limit;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The scopes that a call takes permits from, whichever candidate admits it. Internal.
 *
 * @param shared named limits, then the pool: the order in which they are locked, before
 * the candidate's
 * @param model the index of the model's entry in the candidates, or
 * {@link PermitScope#NO_MODEL}
 */
public record PermitPath(List<Shared> shared, int model) {

	public PermitPath {
		shared = List.copyOf(shared);
	}

	/**
	 * A scope that counts whichever candidate admits. Its own limits apply, not those of
	 * a model.
	 *
	 * @param scope the scope
	 * @param need what is taken of it, which is also what it used in the end; or null:
	 * the claim's need, settled as the candidate's
	 */
	public record Shared(PermitScope scope, @Nullable Need need) {
	}

}
