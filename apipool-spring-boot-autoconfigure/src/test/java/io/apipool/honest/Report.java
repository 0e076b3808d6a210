package io.apipool.honest;

import java.util.List;

/**
 * What the provider saw since its start.
 *
 * @param accounts every account, in the order in which they were named
 * @param rejected how many requests came with no key or one that is not accepted
 */
public record Report(List<AccountReport> accounts, long rejected) {

	/**
	 * Returns how many requests were within all limits.
	 * @return the requests
	 */
	public long accepted() {
		return this.accounts.stream().mapToLong(AccountReport::accepted).sum();
	}

	/**
	 * Returns how many requests were beyond a limit.
	 * @return the requests
	 */
	public long beyond() {
		return this.accounts.stream().mapToLong(AccountReport::beyond).sum();
	}

	/**
	 * Returns how much of what all accounts allow was used, over whole windows.
	 * @return the sum over the accounts
	 */
	public Goodput goodput() {
		return this.accounts.stream().map(AccountReport::goodput).reduce(Goodput.NONE, Goodput::plus);
	}

	/**
	 * Returns how many requests came with a key.
	 * @param secret the key
	 * @return the requests, with those beyond a limit
	 */
	public long calls(String secret) {
		return this.accounts.stream().mapToLong((account) -> account.of(secret).size()).sum();
	}

	/**
	 * Returns how many requests with a key were beyond a limit.
	 * @param secret the key
	 * @return the requests
	 */
	public long beyond(String secret) {
		return this.accounts.stream()
			.flatMap((account) -> account.of(secret).stream())
			.filter((arrival) -> !arrival.accepted())
			.count();
	}

	@Override
	public String toString() {
		return "%d accepted, %d beyond, %.1f %% of the possible in %d windows".formatted(accepted(), beyond(),
				100 * goodput().share(), goodput().windows());
	}

}
