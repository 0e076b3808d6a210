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
public record Inquiries(Supplier<List<KeyProbe>> probes, Supplier<List<LimitDiscovery>> discoveries) {

	/** None. */
	public static final Inquiries NONE = new Inquiries(List::of, List::of);

}
