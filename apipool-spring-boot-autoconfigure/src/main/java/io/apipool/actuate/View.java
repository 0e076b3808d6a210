package io.apipool.actuate;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A part of an answer. Written by the mapper of the endpoints, whatever the application
 * has set for its own JSON, and with everything that is null: who reads it finds every
 * name that is documented. Instants and amounts are made plain here for the same reason.
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
interface View extends OperationResponseBody {

	/** From here on a double no longer tells neighbouring whole numbers apart. */
	double WHOLE = 1L << 53;

	/**
	 * Writes an instant in UTC, to the millisecond.
	 */
	static @Nullable String at(@Nullable Instant instant) {
		return (instant != null) ? instant.truncatedTo(ChronoUnit.MILLIS).toString() : null;
	}

	/**
	 * Writes a whole amount without a fraction; what is no number is null.
	 */
	static @Nullable Number amount(@Nullable Double amount) {
		if (amount == null || !Double.isFinite(amount)) {
			return null;
		}
		if (amount == Math.rint(amount) && Math.abs(amount) < WHOLE) {
			return amount.longValue();
		}
		return amount;
	}

}
