package io.apipool;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Stands where a pool fills a key or a lease in. Seen only when nothing did.
 */
final class UnboundKey implements ApiKey {

	static final ApiKey KEY = new UnboundKey();

	static final KeyLease LEASE = new UnboundLease();

	private static IllegalStateException unbound() {
		return new IllegalStateException("no key was bound: was the method called through its Spring proxy?");
	}

	@Override
	public String id() {
		throw unbound();
	}

	@Override
	public String value() {
		throw unbound();
	}

	@Override
	public Map<String, String> metadata() {
		throw unbound();
	}

	@Override
	public String quotaGroup() {
		throw unbound();
	}

	@Override
	public String toString() {
		return "unbound key";
	}

	private static final class UnboundLease implements KeyLease {

		@Override
		public ApiKey key() {
			throw unbound();
		}

		@Override
		public String pool() {
			throw unbound();
		}

		@Override
		public CallRequest request() {
			throw unbound();
		}

		@Override
		public Instant grantedAt() {
			throw unbound();
		}

		@Override
		public Duration waited() {
			throw unbound();
		}

		@Override
		public void sent() {
			throw unbound();
		}

		@Override
		public void renew() {
			throw unbound();
		}

		@Override
		public void ended(CallOutcome outcome) {
			throw unbound();
		}

		@Override
		public void failed(Throwable cause) {
			throw unbound();
		}

		@Override
		public void close() {
			throw unbound();
		}

		@Override
		public String toString() {
			return "unbound lease";
		}

	}

}
