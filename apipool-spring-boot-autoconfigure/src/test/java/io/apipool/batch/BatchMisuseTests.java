package io.apipool.batch;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(20)
class BatchMisuseTests {

	private final BatchFixture fixture = BatchFixture.of(4);

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void asManyAtOnceAsCanBeSaidIsPossible() {
		BatchResult<Integer, Integer> result = this.fixture.batch()
			.concurrency(Integer.MAX_VALUE)
			.run(List.of(1, 2, 3), (item) -> item, (item, key) -> item);
		assertThat(result.succeeded()).isEqualTo(3);
	}

}
