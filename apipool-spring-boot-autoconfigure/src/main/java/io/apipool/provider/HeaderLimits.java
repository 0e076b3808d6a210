package io.apipool.provider;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.apipool.definition.LimitAnnouncement;
import io.apipool.provider.AnnouncedLimit.Precision;
import io.apipool.provider.AnnouncedLimit.Source;
import org.jspecify.annotations.Nullable;

/**
 * Reads the limits that headers announce: the provider's own, or else the standards and
 * what is customary.
 */
final class HeaderLimits {

	private static final List<LimitAnnouncement> CUSTOMARY = List.of(LimitAnnouncement.ofRequests("RateLimit-"),
			LimitAnnouncement.ofRequests("X-RateLimit-"), LimitAnnouncement.ofRequests("X-Rate-Limit-"));

	private HeaderLimits() {
	}

	static List<AnnouncedLimit> own(HeaderValues headers, List<LimitAnnouncement> announcements) {
		List<AnnouncedLimit> limits = new ArrayList<>();
		for (LimitAnnouncement announcement : announcements) {
			if (announcement.when() == null || headers.has(announcement.when())) {
				AnnouncedLimit limit = read(headers, announcement, Source.HEADER);
				if (limit != null) {
					limits.add(limit);
				}
			}
		}
		return limits;
	}

	static List<AnnouncedLimit> standard(HeaderValues headers) {
		List<AnnouncedLimit> limits = RateLimitField.read(headers);
		if (!limits.isEmpty()) {
			return limits;
		}
		for (LimitAnnouncement announcement : CUSTOMARY) {
			AnnouncedLimit limit = read(headers, announcement, Source.HEADER);
			if (limit != null) {
				return List.of(limit);
			}
		}
		return List.of();
	}

	static @Nullable AnnouncedLimit read(HeaderValues headers, LimitAnnouncement announcement, Source source) {
		Double limit = notNegative(headers.number(announcement.limit()));
		Double remaining = headers.number(announcement.remaining());
		Reset reset = headers.reset(announcement.reset(), announcement.format());
		if (limit == null && remaining == null && reset == null) {
			return null;
		}
		Duration window = announcement.window();
		if (window == null && limit != null) {
			window = headers.window(announcement.limit(), limit);
		}
		return new AnnouncedLimit(announcement.name(), announcement.dimension(), null, limit,
				(remaining != null) ? (Double) Math.max(0, remaining) : null, (reset != null) ? reset.at() : null,
				(reset != null) ? reset.precision(announcement.roundsUp()) : Precision.SECOND, window, source);
	}

	static @Nullable Double notNegative(@Nullable Double number) {
		return (number != null && number >= 0) ? number : null;
	}

}
