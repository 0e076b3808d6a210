package io.apipool.web;

import java.time.Duration;
import java.util.Optional;

import io.apipool.ApiPoolException;
import io.apipool.PoolClosedException;
import io.apipool.PoolExhaustedException;
import io.apipool.RateLimitExceededException;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * Answers 503 for an exhausted or closed pool and 429 for a limit, as problem details
 * that say when to try again: for servlet and reactive applications alike. The
 * application's own handlers go first. Internal.
 */
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
public class PoolProblemAdvice {

	@ExceptionHandler
	ResponseEntity<ProblemDetail> exhausted(PoolExhaustedException ex) {
		return answer(unavailable(ex), ex.retryAfter());
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> closed(PoolClosedException ex) {
		return answer(unavailable(ex), Optional.empty());
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> limited(RateLimitExceededException ex) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.TOO_MANY_REQUESTS, ex.getMessage());
		problem.setProperty("limit", ex.limit());
		return answer(problem, ex.retryAfter());
	}

	private static ProblemDetail unavailable(ApiPoolException ex) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, ex.getMessage());
		ex.pool().ifPresent((pool) -> problem.setProperty("pool", pool));
		return problem;
	}

	private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem, Optional<Duration> retryAfter) {
		HttpHeaders headers = new HttpHeaders();
		retryAfter.map(PoolProblemAdvice::seconds).ifPresent((seconds) -> {
			problem.setProperty("retryAfter", seconds);
			headers.set(HttpHeaders.RETRY_AFTER, seconds.toString());
		});
		return ResponseEntity.status(problem.getStatus()).headers(headers).body(problem);
	}

	private static Long seconds(Duration duration) {
		return Math.max(1, duration.plusSeconds(1).minusNanos(1).toSeconds());
	}

}
