package io.apipool.provider;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.apipool.definition.DiscoveryDefinition;
import io.apipool.definition.LimitAnnouncement;
import io.apipool.provider.AnnouncedLimit.Source;
import org.jspecify.annotations.Nullable;

/**
 * Reads the limits out of the answer to a discovery. Internal.
 */
public final class DiscoveryReader {

	private DiscoveryReader() {
	}

	/**
	 * Reads the limits.
	 * @param discovery where they are
	 * @param body the body of the answer
	 * @param now the present
	 * @return the limits that are there; never throws
	 */
	public static List<AnnouncedLimit> read(DiscoveryDefinition discovery, byte[] body, Instant now) {
		Map<String, String> fields = JsonFields.read(body,
				discovery.limits()
					.stream()
					.flatMap((limit) -> Stream.of(limit.limit(), limit.remaining(), limit.reset()))
					.flatMap(Stream::ofNullable)
					.distinct()
					.toList());
		HeaderValues values = new HeaderValues((name) -> Stream.ofNullable(fields.get(name)).toList(), now);
		List<AnnouncedLimit> limits = new ArrayList<>();
		discovery.limits()
			.stream()
			.map((limit) -> read(limit, values))
			.flatMap(Stream::ofNullable)
			.forEach(limits::add);
		return limits;
	}

	private static @Nullable AnnouncedLimit read(LimitAnnouncement announcement, HeaderValues values) {
		return HeaderLimits.read(values, announcement, Source.DISCOVERY);
	}

}
