package io.apipool.aop;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.beans.factory.BeanFactory;

/**
 * Puts a proxy around beans with annotated methods, or adds to the one that is there: as
 * its innermost advice, so that a cache hit takes no key and each outer retry is a call
 * of its own. Internal.
 */
public final class PooledCallPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor {

	private final AnnotatedBeans beans;

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
