package io.apipool.actuate;

import java.lang.management.ManagementFactory;

import javax.management.MBeanException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The endpoint over JMX.
 */
class ManagementBeanTests {

	@Test
	void showsAndSwitchesKeys() throws Exception {
		OperationsServer server = OperationsServer.servlet("apipool.pools.demo.keys[0].id=a",
				"apipool.pools.demo.keys[0].value=canary-0001", "spring.jmx.enabled=true",
				"management.endpoints.jmx.exposure.include=apipool", "management.endpoints.jmx.domain=apipool.test");
		try {
			MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
			ObjectName name = beans.queryNames(new ObjectName("apipool.test:*"), null).iterator().next();
			String text = String.class.getName();
			assertThat(beans.invoke(name, "pools", new Object[0], new String[0]).toString()).contains("demo")
				.doesNotContain("canary");
			beans.invoke(name, "change", new Object[] { "demo", "a", "drain", null },
					new String[] { text, text, text, text });
			assertThat(beans.invoke(name, "pool", new Object[] { "demo" }, new String[] { text }).toString())
				.contains("draining");
			assertThatThrownBy(() -> beans.invoke(name, "pool", new Object[] { "nope" }, new String[] { text }))
				.isInstanceOf(MBeanException.class)
				.hasStackTraceContaining("there is no pool 'nope'; there are demo");
		}
		finally {
			server.stop();
		}
	}

}
