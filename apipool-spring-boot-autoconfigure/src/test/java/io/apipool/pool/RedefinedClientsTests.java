package io.apipool.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.apipool.ApiKey;
import io.apipool.KeyLease;
import io.apipool.client.PooledClientFactory;
import io.apipool.definition.Definitions;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoolDefinition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The clients of keys while the configuration changes.
 */
class RedefinedClientsTests {

	private final List<String> made = new ArrayList<>();

	private final List<String> closed = new ArrayList<>();

	private final LeasedClients<AutoCloseable> clients = LeasedClients.of(new Factory());

	private final PoolFixture fixture = PoolFixture.of(PoolFixture.keys(2));

	private KeyLease lease(String key) {
		KeyLease lease = this.fixture.lease();
		if (!lease.key().id().equals(key)) {
			lease.close();
			return lease(key);
		}
		assertThat(this.clients.of(lease)).isNotNull();
		return lease;
	}

	private void apply(PoolDefinition pool) {
		this.fixture.pools().apply(Definitions.of(pool));
	}

	@Test
	void theClientOfAKeyThatIsGoneIsClosedAfterTheLastOfItsFiftyCalls() {
		List<KeyLease> held = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			held.add(lease("b"));
		}
		lease("a").succeeded();
		apply(PoolFixture.keys(1));
		for (KeyLease lease : held) {
			assertThat(this.closed).isEmpty();
			assertThat(this.clients.of(lease)).isNotNull();
			lease.succeeded();
		}
		assertThat(this.closed).containsExactly("secret-b");
		assertThat(this.made).containsExactlyInAnyOrder("secret-a", "secret-b");
	}

	@Test
	void anotherSecretHasAnotherClient() {
		KeyLease old = lease("a");
		apply(PoolFixture.keys(1).withKeys(List.of(KeyDefinition.of("a", "rotated"))));
		lease("a").succeeded();
		assertThat(this.made).containsExactly("secret-a", "rotated");
		assertThat(this.closed).isEmpty();
		old.succeeded();
		assertThat(this.closed).containsExactly("secret-a");
	}

	@Test
	void theClientsOfKeysThatStayAreKept() {
		lease("a").succeeded();
		lease("b").succeeded();
		apply(PoolFixture.keys(3, "10/m"));
		apply(PoolFixture.keys(2, "10/m")
			.withKeys(List.of(KeyDefinition.of("b", "secret-b").withTier(1), KeyDefinition.of("a", "secret-a"))));
		lease("a").succeeded();
		assertThat(this.made).containsExactlyInAnyOrder("secret-a", "secret-b");
		assertThat(this.closed).isEmpty();
	}

	@Test
	void aKeyThatIsBackBeforeItsLastCallHasEndedKeepsItsClient() {
		KeyLease held = lease("b");
		apply(PoolFixture.keys(1));
		apply(PoolFixture.keys(2));
		held.succeeded();
		lease("b").succeeded();
		assertThat(this.made).containsExactly("secret-b");
		assertThat(this.closed).isEmpty();
	}

	@Test
	void theClientsOfAPoolThatIsRemovedAreClosed() {
		KeyLease held = lease("a");
		lease("b").succeeded();
		this.fixture.pools().apply(Definitions.of());
		assertThat(this.closed).containsExactly("secret-b");
		held.succeeded();
		assertThat(Set.copyOf(this.closed)).containsExactlyInAnyOrder("secret-a", "secret-b");
	}

	private final class Factory implements PooledClientFactory<AutoCloseable> {

		@Override
		public AutoCloseable create(ApiKey key) {
			String value = key.value();
			RedefinedClientsTests.this.made.add(value);
			return () -> RedefinedClientsTests.this.closed.add(value);
		}

	}

}
