package io.apipool.selection;

import io.apipool.CallRequest;
import org.jspecify.annotations.Nullable;

/**
 * Names the key to try next. A bean of this type is a strategy under its bean's name.
 * Must be thread-safe, quick and must not block.
 */
@FunctionalInterface
public interface KeySelector {

	/**
	 * Names the next key. Asked again, without those already named for the same call,
	 * until a key admits it.
	 * @param candidates a live view of the keys that may be usable
	 * @param request what the call needs
	 * @return one of the candidates, or null to name none
	 */
	@Nullable Candidate next(Candidates candidates, CallRequest request);

}
