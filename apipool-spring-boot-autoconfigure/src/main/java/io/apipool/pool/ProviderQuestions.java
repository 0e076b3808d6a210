package io.apipool.pool;

import java.util.List;
import java.util.function.Supplier;

import io.apipool.KeyProbe;
import io.apipool.LimitDiscovery;

/**
 * What can be asked of providers, each in the order in which it is asked. Internal.
 *
 * @param probes tell whether keys work
 * @param discoveries tell which limits keys have
 */
public record ProviderQuestions(Supplier<List<KeyProbe>> probes, Supplier<List<LimitDiscovery>> discoveries) {

	/** None. */
	public static final ProviderQuestions NONE = new ProviderQuestions(List::of, List::of);

}
