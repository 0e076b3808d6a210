package io.apipool.actuate;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/**
 * Says over HTTP, servlet and reactive alike, what the endpoint says: its problems as
 * problem details. Internal.
 */
@EndpointWebExtension(endpoint = PoolsEndpoint.class)
public class PoolsWebExtension {

	private final PoolsEndpoint endpoint;

	/**
	 * Creates the extension.
	 * @param endpoint what it speaks for
	 */
	public PoolsWebExtension(PoolsEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	@ReadOperation
	WebEndpointResponse<Object> pools() {
		return answer(this.endpoint::pools);
	}

	@ReadOperation
	WebEndpointResponse<Object> pool(@Selector String pool) {
		return answer(() -> this.endpoint.pool(pool));
	}

	@ReadOperation
	WebEndpointResponse<Object> view(@Selector String pool, @Selector String view, @Nullable String window,
			@Nullable String by, @Nullable String interval) {
		return answer(() -> this.endpoint.view(pool, view, window, by, interval));
	}

	@WriteOperation
	WebEndpointResponse<Object> change(SecurityContext operator, @Selector String pool, @Selector String key,
			@Nullable String action, @Nullable String duration) {
		return answer(() -> this.endpoint.change(operator, new PoolsEndpoint.Order(pool, key, action, duration)));
	}

	@WriteOperation
	WebEndpointResponse<Object> changeAll(SecurityContext operator, @Nullable String action) {
		return answer(() -> this.endpoint.changeAll(operator, action));
	}

	private static WebEndpointResponse<Object> answer(Supplier<View> body) {
		try {
			return new WebEndpointResponse<>(body.get());
		}
		catch (EndpointProblem ex) {
			ProblemDetail problem = ProblemDetail.forStatus(ex.status());
			problem.setDetail(ex.getMessage());
			return new WebEndpointResponse<>(problem, ex.status(), MediaType.APPLICATION_PROBLEM_JSON);
		}
	}

}
