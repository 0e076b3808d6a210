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
		return this.cell.contender().isGroup() ? Setting.KEYS.subList(0, 2) : Setting.KEYS;
	}

	Quota quota() {
		return switch (this.cell.kind()) {
			case FIXED -> Quota.fixed(Setting.AMOUNT, this.setting.window());
			case SLIDING -> Quota.sliding(Setting.AMOUNT, this.setting.window());
			default -> Quota.bucket(Setting.AMOUNT, this.setting.window(), Setting.AMOUNT);
		};
	}

	HonestProvider provider() {
		Contender contender = this.cell.contender();
		HonestProviderBuilder provider = HonestProvider.builder()
			.limits(quota())
			.jitter(this.setting.jitter())
			.retryAfter((contender == Contender.ADAPTIVE_BLIND) ? RetryAfter.NONE : RetryAfter.DECIMALS);
		String[] secrets = keys().toArray(String[]::new);
		if (contender.isGroup()) {
			provider.account("account", secrets);
		}
		else {
			provider.keys(secrets);
		}
		return announcing(provider).start();
	}

	private HonestProviderBuilder announcing(HonestProviderBuilder provider) {
		return switch (this.cell.contender()) {
			case HEADERS, GROUP_UNKNOWN -> provider.announced();
			case HEADERS_UP -> provider.announced(LimitHeaders.CUSTOMARY, ResetForm.SECONDS_UP);
			case HEADERS_DOWN -> provider.announced(LimitHeaders.CUSTOMARY, ResetForm.SECONDS_DOWN);
			default -> provider;
		};
	}

	Client client(HonestProvider provider) {
		return this.cell.contender().isOurs() ? new PoolClient(this, provider) : new PeerClient(this, provider);
	}

}
