package io.apipool.batch;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The ids that a batch remembers.
 */
class SeenIdsTests {

	private final SeenIds seen = new SeenIds();

	@Test
	void idsAreToldApartAsTheirEqualsTellsThem() {
		UUID uuid = new UUID(1, 2);
		List<Object> ids = List.of("1", 1, 1L, (short) 1, (byte) 1, 1.0, 1.0f, BigInteger.ONE, new BigDecimal("1"),
				new BigDecimal("1.0"), uuid, new UUID(2, 1), '1', true, List.of("1"), Set.of("1"), new Id("1", 1),
				Thread.State.NEW, "", " ", "\uD800", "\uD801", "a".repeat(5000), "a".repeat(5001), 0.0, -0.0);
		assertThat(ids).allSatisfy((id) -> assertThat(this.seen.add(id)).as("%s", id).isTrue());
		assertThat(ids).allSatisfy((id) -> assertThat(this.seen.add(id)).as("%s", id).isFalse());
		assertThat(this.seen.add(new Id(new String("1"), 1))).isFalse();
		assertThat(this.seen.add(new ArrayList<>(List.of("1")))).isFalse();
		assertThat(this.seen.add(new UUID(1, 2))).isFalse();
	}

	@Test
	void ofManyDrawnIdsItKnowsEachThatWasThere() {
		Random random = new Random(1);
		Set<String> model = new HashSet<>();
		for (int i = 0; i < 200_000; i++) {
			String id = "price-" + random.nextInt(150_000);
			assertThat(this.seen.add(id)).isEqualTo(model.add(id));
		}
	}

	@Test
	void fingerprintsThatDifferInOneWordAreTwo() {
		Fingerprints fingerprints = new Fingerprints();
		for (long high = 0; high < 100; high++) {
			for (long low = 2; low < 100; low++) {
				assertThat(fingerprints.add(high, low)).isTrue();
				assertThat(fingerprints.add(high, low)).isFalse();
			}
		}
	}

	private record Id(String text, int number) {
	}

}
