package io.apipool.aop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.apipool.Usage;
import io.apipool.annotation.PooledApiCall;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What a successful call used, from its result. A result that an expression does not fit
 * never breaks the call: the estimates stand, and the log says so once a method.
 */
final class UsageSpec {

	private static final Log logger = LogFactory.getLog(UsageSpec.class);

	private final String place;

	private final List<Dimension> dimensions;

	private final AtomicBoolean complained = new AtomicBoolean();

	private UsageSpec(String place, List<Dimension> dimensions) {
		this.place = place;
		this.dimensions = dimensions;
	}

	static UsageSpec read(PooledApiCall call, String place, TextReader texts) {
		List<Dimension> dimensions = new ArrayList<>();
		RequestReader.byDimension("actual", call.actual()).forEach((dimension, text) -> {
			Text read = texts.readWithResult("actual", text);
			if (read instanceof Text.Literal) {
				Amounts.parse("actual", text);
			}
			dimensions.add(new Dimension(dimension, read));
		});
		return new UsageSpec(place, List.copyOf(dimensions));
	}

	Usage of(@Nullable Object[] arguments, @Nullable Object result) {
		Usage usage = Usage.none();
		try {
			for (Dimension dimension : this.dimensions) {
				usage = dimension.addTo(usage, arguments, result);
			}
		}
		catch (RuntimeException ex) {
			complain(ex);
		}
		return usage;
	}

	private void complain(RuntimeException ex) {
		if (this.complained.compareAndSet(false, true)) {
			logger.warn("What " + this.place + " used could not be read from its result: " + ex.getMessage()
					+ ". Estimates stand. This is said once.");
		}
	}

	private record Dimension(String name, Text text) {

		Usage addTo(Usage usage, @Nullable Object[] arguments, @Nullable Object result) {
			Object value = this.text.of(arguments, result);
			double amount = Amounts.of("actual",
					(this.text instanceof Text.Literal literal) ? Double.valueOf(literal.text()) : value);
			return (amount < 0) ? usage : usage.units(this.name, amount);
		}

	}

}
