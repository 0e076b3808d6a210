package io.apipool.aop;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/**
 * Puts a proxy around beans with annotated methods, or adds to the one that is there: as
 * its innermost advice, so that a cache hit takes no key and each outer retry is a call
 * of its own. Internal.
 */
public final class PooledCallPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor
		implements SmartInitializingSingleton {

	private final AnnotatedBeans beans;

	private final AtomicReference<@Nullable LateBeans> late = new AtomicReference<>();

	/**
	 * Creates the post-processor.
	 * @param beans knows the annotated methods
	 */
	public PooledCallPostProcessor(AnnotatedBeans beans) {
		this.beans = beans;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		super.setBeanFactory(beanFactory);
		this.advisor = new PooledAdvisor(this.beans.methods(), new Interceptors(this.beans.reader(), beanFactory));
		this.late.set(new LateBeans(this.beans, beanFactory));
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		LateBeans late = this.late.get();
		if (late != null && !beanName.endsWith(AutowireCapableBeanFactory.ORIGINAL_INSTANCE_SUFFIX)) {
			late.created(AopUtils.getTargetClass(bean), beanName);
		}
		return super.postProcessAfterInitialization(bean, beanName);
	}

	@Override
	public void afterSingletonsInstantiated() {
		LateBeans late = this.late.get();
		if (late != null) {
			late.started();
		}
	}

	@Override
	protected ProxyFactory prepareProxyFactory(Object bean, String beanName) {
		ProxyFactory factory = super.prepareProxyFactory(bean, beanName);
		if (MethodRules.isClosed(bean.getClass())) {
			factory.setProxyTargetClass(false);
		}
		return factory;
	}

}
