package io.apipool.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.apipool.definition.LimitDefinition;
import io.apipool.provider.AnnouncedLimit.Source;
import io.apipool.provider.BodyFields.Field;
import org.jspecify.annotations.Nullable;

/**
 * Reads the violations of a {@code google.rpc.QuotaFailure} in the body of an error, as
 * {@code GenerateRequestsPerDayPerProjectPerModel-FreeTier}. A limit of zero is left out
 * of that body by the provider, so a limit that is missing is not known.
 */
final class GoogleQuota {

	private GoogleQuota() {
	}

	/**
	 * Returns the model that was refused.
	 */
	static @Nullable String model(BodyFields body) {
		return body.fields()
			.stream()
			.filter((field) -> field.isNamed("quotaDimensions.model"))
			.map(Field::value)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Returns the limits that were hit.
	 * @param body the body
	 * @param perMinute when a minute's quota is there again, or null
	 * @param perDay when a day's quota is there again, or null
	 */
	static List<AnnouncedLimit> limits(BodyFields body, @Nullable Instant perMinute, @Nullable Instant perDay) {
		List<AnnouncedLimit> limits = new ArrayList<>();
		String id = null;
		String model = null;
		for (Field field : body.fields()) {
			if (field.isNamed("violations.quotaId")) {
				id = field.value();
				model = null;
			}
			else if (field.isNamed("quotaDimensions.model")) {
				model = field.value();
			}
			else if (field.isNamed("violations.quotaValue") && id != null) {
				boolean day = id.contains("PerDay");
				limits.add(new AnnouncedLimit(id, dimension(id), model,
						HeaderLimits.notNegative(HeaderValues.parse(field.value())), null, day ? perDay : perMinute,
						AnnouncedLimit.Precision.INSTANT, window(id), Source.BODY));
			}
		}
		return limits;
	}

	private static @Nullable Duration window(String id) {
		return id.contains("PerDay") ? Duration.ofDays(1) : id.contains("PerMinute") ? Duration.ofMinutes(1) : null;
	}

	private static String dimension(String id) {
		String lower = id.toLowerCase(Locale.ROOT);
		return lower.contains("inputtoken") ? LimitDefinition.INPUT_TOKENS
				: lower.contains("token") ? LimitDefinition.TOKENS : LimitDefinition.REQUESTS;
	}

}
