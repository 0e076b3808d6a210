package io.apipool.aop;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.apipool.aop.MethodSpec.CallSpec;
import io.apipool.pool.PoolRegistry;
import io.apipool.pool.PooledCalls;
import org.aopalliance.intercept.MethodInterceptor;

import org.springframework.beans.factory.BeanFactory;

/**
 * Makes the interceptor of each annotated method at its first call: pools and limiters
 * are beans that must not be created before.
 */
final class Interceptors {

	private final SpecReader reader;

	private final BeanFactory beans;

	private final Map<Wanted, MethodInterceptor> made = new ConcurrentHashMap<>();

	Interceptors(SpecReader reader, BeanFactory beans) {
		this.reader = reader;
		this.beans = beans;
	}

	MethodInterceptor of(MethodAnnotations annotations, boolean last) {
		Wanted wanted = new Wanted(annotations, last);
		MethodInterceptor known = this.made.get(wanted);
		if (known == null) {
			known = make(read(annotations), last);
			this.made.put(wanted, known);
		}
		return known;
	}

	private MethodSpec read(MethodAnnotations annotations) {
		try {
			return this.reader.read(annotations);
		}
		catch (MistakeException ex) {
			throw new InvalidAnnotationException(List.of(AnnotatedBeans.mistake("", annotations, ex)));
		}
	}

	private MethodInterceptor make(MethodSpec spec, boolean last) {
		CallSpec call = spec.call();
		LimitSpec limited = spec.limit();
		AnnotatedLimits limits = (limited != null) ? this.beans.getBean(AnnotatedLimits.class) : null;
		if (call != null) {
			PooledCalls pool = this.beans.getBean(PoolRegistry.class).get(call.pool());
			MergedLimit merged = (limits != null && limited != null) ? new MergedLimit(limited, limits.of(limited))
					: null;
			return new PooledInterceptor(pool, new Plans(pool, call.request(), merged), call, spec.kind(), last);
		}
		if (limits == null || limited == null) {
			throw new IllegalStateException(spec.place() + " is not annotated");
		}
		return new LimitedInterceptor(limits.of(limited), limited, spec.kind(), limits.executor());
	}

	private record Wanted(MethodAnnotations annotations, boolean last) {
	}

}
