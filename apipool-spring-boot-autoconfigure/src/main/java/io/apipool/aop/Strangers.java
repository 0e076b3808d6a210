package io.apipool.aop;

import java.lang.reflect.Proxy;
import java.security.CodeSource;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Classes on which none of our annotations can stand: those of Spring, of what it brings
 * along, and of this library itself. What they extend and implement is as little the
 * application's. They are most of an application's beans, and to search one resolves
 * every type that its methods name.
 */
final class Strangers {

	private static final List<String> FOREIGN = List.of("org.springframework.", "io.micrometer.", "tools.jackson.");

	/** Whose applications use Spring's name. */
	private static final String SAMPLES = "org.springframework.samples.";

	private static final String OURS = "io.apipool.";

	private static final @Nullable CodeSource OUR_PLACE = placeOf(Strangers.class);

	private Strangers() {
	}

	/** Whether a class is one. A proxy may have any name, and implement what it likes. */
	static boolean contain(Class<?> type) {
		String name = type.getName();
		if (Proxy.isProxyClass(type)) {
			return false;
		}
		return (FOREIGN.stream().anyMatch(name::startsWith) && !name.startsWith(SAMPLES))
				|| (name.startsWith(OURS) && isBesideUs(type));
	}

	/** Our tests, and applications of our name, are somewhere else. */
	private static boolean isBesideUs(Class<?> type) {
		return OUR_PLACE != null && Objects.equals(placeOf(type), OUR_PLACE);
	}

	private static @Nullable CodeSource placeOf(Class<?> type) {
		return type.getProtectionDomain().getCodeSource();
	}

}
