package io.apipool.actuate;

import io.apipool.CallRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.test.json.JsonContent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the endpoint shows of a limit after an estimate that was too low.
 */
@Tag("any-jdk")
class UsedBeyondTests {

	@Test
	void whatWasUsedBeyondALimitIsLeftBelowZero() throws Exception {
		OperationsServer server = OperationsServer.servlet("apipool.pools.spent.keys=canary-secret-0004",
				"apipool.pools.spent.limits=100 tokens/d");
		server.pool("spent").acquire(CallRequest.of("chat").tokens(80)).succeeded(130);
		assertThat(new JsonContent(server.get("/actuator/apipool/spent").body())).isLenientlyEqualTo("""
				{"groups": [{"limits": [{"limit": "100 tokens/d", "used": 130, "left": -30}]}]}""");
		server.stop();
	}

}
