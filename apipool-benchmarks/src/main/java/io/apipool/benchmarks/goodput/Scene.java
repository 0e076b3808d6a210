package io.apipool.benchmarks.goodput;

import java.util.List;

import io.apipool.honest.HonestProvider;
import io.apipool.honest.HonestProviderBuilder;
import io.apipool.honest.LimitHeaders;
import io.apipool.honest.Quota;
import io.apipool.honest.ResetForm;
import io.apipool.honest.RetryAfter;

/**
 * What a run of a cell has.
 *
 * @param setting what all cells have in common
 * @param cell the cell
 * @param gate what the client's threads pass
 * @param journal what callers see
 */
record Scene(Setting setting, Cell cell, Gate gate, Journal journal) {

	Scene(Setting setting, Cell cell) {
		this(setting, cell, new Gate(), new Journal());
	}

	List<String> keys() {
		return this.cell.contestant().isGroup() ? Setting.KEYS.subList(0, 2) : Setting.KEYS;
	}

	Quota quota() {
		return switch (this.cell.kind()) {
			case FIXED -> Quota.fixed(Setting.AMOUNT, this.setting.window());
			case SLIDING -> Quota.sliding(Setting.AMOUNT, this.setting.window());
			default -> Quota.bucket(Setting.AMOUNT, this.setting.window(), Setting.AMOUNT);
		};
	}

	HonestProvider provider() {
		Contestant contestant = this.cell.contestant();
		HonestProviderBuilder provider = HonestProvider.builder()
			.limits(quota())
			.jitter(this.setting.jitter())
			.retryAfter((contestant == Contestant.ADAPTIVE_BLIND) ? RetryAfter.NONE : RetryAfter.DECIMALS);
		String[] secrets = keys().toArray(String[]::new);
		if (contestant.isGroup()) {
			provider.account("account", secrets);
		}
		else {
			provider.keys(secrets);
		}
		return announcing(provider).start();
	}

	private HonestProviderBuilder announcing(HonestProviderBuilder provider) {
		return switch (this.cell.contestant()) {
			case HEADERS, GROUP_UNKNOWN -> provider.announced();
			case HEADERS_UP -> provider.announced(LimitHeaders.CUSTOMARY, ResetForm.SECONDS_UP);
			case HEADERS_DOWN -> provider.announced(LimitHeaders.CUSTOMARY, ResetForm.SECONDS_DOWN);
			default -> provider;
		};
	}

	Participant participant(HonestProvider provider) {
		return this.cell.contestant().isOurs() ? new PoolParticipant(this, provider)
				: new PeerParticipant(this, provider);
	}

}
