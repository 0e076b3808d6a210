package io.apipool.aop;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import io.apipool.aop.InvalidAnnotationException.Mistake;
import io.apipool.aop.MethodSpec.CallSpec;
import io.apipool.pool.PoolRegistry;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Beans whose class is known only once they are created, as those of a {@code @Bean}
 * method that returns an interface. The walk over the definitions did not see their
 * annotations: they are checked here, with the same messages. A pool that is named by
 * them alone is not opened any more, for what is open must not hang on which bean is
 * created first. Until all singletons are there, nothing is looked up that would create a
 * bean.
 */
final class LateBeans {

	private final AnnotatedBeans annotated;

	private final BeanFactory beans;

	private final Queue<Found> unchecked = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean started = new AtomicBoolean();

	LateBeans(AnnotatedBeans annotated, BeanFactory beans) {
		this.annotated = annotated;
		this.beans = beans;
	}

	/** Checks a class that was not walked. */
	void created(Class<?> target, String bean) {
		Class<?> type = ClassUtils.getUserClass(target);
		if (Proxy.isProxyClass(type) || this.annotated.walked().contains(type)) {
			return;
		}
		List<Found> found = read(type, AnnotatedBeans.shown(bean));
		if (this.started.get()) {
			check(found);
		}
		else {
			this.unchecked.addAll(found);
		}
		this.annotated.walked().add(type);
	}

	/** Checks what had to wait: all singletons are there. */
	void started() {
		this.started.set(true);
		List<Found> found = new ArrayList<>();
		for (Found next = this.unchecked.poll(); next != null; next = this.unchecked.poll()) {
			found.add(next);
		}
		check(found);
	}

	private List<Found> read(Class<?> type, String bean) {
		List<Found> found = new ArrayList<>();
		List<Mistake> mistakes = new ArrayList<>();
		for (MethodAnnotations annotations : this.annotated.methods().of(type).values()) {
			try {
				found.add(new Found(bean, this.annotated.reader().read(annotations)));
			}
			catch (MistakeException ex) {
				mistakes.add(AnnotatedBeans.mistake(bean, annotations, ex));
			}
		}
		AnnotatedBeans.refuse(mistakes);
		return found;
	}

	private void check(List<Found> all) {
		List<Mistake> mistakes = new ArrayList<>();
		for (Found found : all) {
			checkPool(found, mistakes);
			checkLimit(found, mistakes);
		}
		AnnotatedBeans.refuse(mistakes);
	}

	private void checkPool(Found found, List<Mistake> mistakes) {
		CallSpec call = found.spec().call();
		if (call != null && !this.beans.getBean(PoolRegistry.class).names().contains(call.pool())) {
			mistakes.add(new Mistake(found.bean(), found.spec().place(), "there is no pool '" + call.pool() + "'",
					"Declare it below apipool.pools, or let the @Bean method return the class, so that its "
							+ "annotations are known at start-up."));
		}
	}

	private void checkLimit(Found found, List<Mistake> mistakes) {
		LimitSpec limit = found.spec().limit();
		if (limit != null) {
			this.beans.getBean(AnnotatedLimits.class).open(found.bean(), found.spec().place(), limit, mistakes);
		}
	}

	private record Found(String bean, MethodSpec spec) {
	}

}
