package io.apipool.aop;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ConcurrentHashMap;

import io.apipool.aop.AnnotatedBeans.FoundLimit;
import io.apipool.aop.InvalidAnnotationException.Mistake;
import io.apipool.definition.RateLimitDefinition;
import io.apipool.limit.DefaultRateLimiters;
import io.apipool.limit.RateLimit;

/**
 * The limits that annotations name or write on the spot. Internal.
 */
public final class AnnotatedLimits {

	private final DefaultRateLimiters limiters;

	private final Executor executor;

	private final Map<AnnotatedElement, RateLimit> written = new ConcurrentHashMap<>();

	private final Set<String> names = ConcurrentHashMap.newKeySet();

	/**
	 * Opens the limits of all annotated beans.
	 * @param annotated knows them
	 * @param limiters the named limits, and the factory of others
	 * @param executor where asynchronous calls go on after they have waited
	 * @throws InvalidAnnotationException if a named limit is not configured, or one that
	 * is written on the spot cannot be
	 */
	public AnnotatedLimits(AnnotatedBeans annotated, DefaultRateLimiters limiters, Executor executor) {
		this.limiters = limiters;
		this.executor = executor;
		List<Mistake> mistakes = new ArrayList<>();
		for (FoundLimit found : annotated.limits()) {
			open(found.bean(), found.method(), found.limit(), mistakes);
		}
		if (!mistakes.isEmpty()) {
			throw new InvalidAnnotationException(mistakes);
		}
	}

	void open(String bean, String method, LimitSpec limit, List<Mistake> mistakes) {
		try {
			of(limit);
		}
		catch (IllegalArgumentException ex) {
			mistakes.add(new Mistake(bean, method, String.valueOf(ex.getMessage()),
					"Write limits, as @RateLimited(\"100/m\"), or the name of one below apipool.rate-limits."));
		}
	}

	RateLimit of(LimitSpec spec) {
		AnnotatedElement writtenAt = spec.writtenAt();
		return (writtenAt == null) ? this.limiters.limit(spec.name())
				: this.written.computeIfAbsent(writtenAt, (at) -> create(spec, at));
	}

	Executor executor() {
		return this.executor;
	}

	private RateLimit create(LimitSpec spec, AnnotatedElement at) {
		String name = this.names.add(spec.name()) ? spec.name() : qualified(at);
		return this.limiters.create(new RateLimitDefinition(name, spec.limits(), Duration.ZERO));
	}

	private static String qualified(AnnotatedElement at) {
		return (at instanceof Method method) ? method.toGenericString() : at.toString();
	}

}
