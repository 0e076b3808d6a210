package io.apipool.aop;

import java.lang.reflect.Proxy;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which classes are not searched for annotations.
 */
class StrangersTests {

	@Test
	void springsClassesAndOursAreNotSearched() {
		assertThat(Strangers.contain(PropertyPlaceholderAutoConfiguration.class)).isTrue();
		assertThat(Strangers.contain(AnnotatedBeans.class)).isTrue();
	}

	@Test
	void anApplicationIsSearchedWhateverItsPackage() {
		assertThat(Strangers.contain(StrangersTests.class)).isFalse();
		assertThat(Strangers.contain(String.class)).isFalse();
	}

	@Test
	void aProxyIsSearchedWhateverItImplements() {
		Object proxy = Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { InitializingBean.class },
				(self, method, arguments) -> null);
		assertThat(Strangers.contain(proxy.getClass())).isFalse();
	}

}
