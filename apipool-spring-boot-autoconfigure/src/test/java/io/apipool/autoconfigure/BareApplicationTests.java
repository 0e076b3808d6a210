package io.apipool.autoconfigure;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.apipool.ApiKey;
import io.apipool.annotation.PooledApiCall;
import io.apipool.annotation.RateLimited;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An application that has nothing but what the starter brings: its classes are loaded
 * without every optional library.
 */
class BareApplicationTests {

	private static final String OPTIONAL = "(reactor-|reactive-streams|kotlin|context-propagation|micrometer|spring-web|spring-boot-actuator).*";

	@Test
	@SuppressWarnings("unchecked")
	void worksWithoutAnyOptionalLibrary() throws Exception {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		try (URLClassLoader bare = new URLClassLoader(withoutOptional(), ClassLoader.getPlatformClassLoader())) {
			assertThatExceptionOfType(ClassNotFoundException.class)
				.isThrownBy(() -> bare.loadClass("reactor.core.publisher.Mono"));
			assertThatExceptionOfType(ClassNotFoundException.class)
				.isThrownBy(() -> bare.loadClass("kotlin.coroutines.Continuation"));
			thread.setContextClassLoader(bare);
			Object application = bare.loadClass(Application.class.getName()).getConstructor().newInstance();
			assertThat(((Supplier<String>) application).get()).isEqualTo("one two one");
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	private static URL[] withoutOptional() throws MalformedURLException {
		List<URL> urls = new ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			if (!Path.of(entry).getFileName().toString().matches(OPTIONAL)) {
				urls.add(Path.of(entry).toUri().toURL());
			}
		}
		return urls.toArray(new URL[0]);
	}

	/** Runs within the bare class path. */
	public static class Application implements Supplier<String> {

		@Override
		public String get() {
			try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
				context.getEnvironment()
					.getPropertySources()
					.addFirst(new MapPropertySource("test", Map.of("DEMO_API_KEY_1", "one", "DEMO_API_KEY_2", "two")));
				context.register(ApiPoolAutoConfiguration.class, Service.class);
				context.refresh();
				Service service = context.getBean(Service.class);
				return service.call(ApiKey.pooled()) + " " + service.later(ApiKey.pooled()).join() + " "
						+ service.stream(ApiKey.pooled()).findFirst().orElseThrow();
			}
		}

	}

	/** Uses both annotations. */
	public static class Service {

		@PooledApiCall("demo")
		public String call(ApiKey key) {
			return key.value();
		}

		@PooledApiCall("demo")
		public Stream<String> stream(ApiKey key) {
			return Stream.of(key.value());
		}

		@RateLimited("5/m")
		@PooledApiCall("demo")
		public CompletableFuture<String> later(ApiKey key) {
			return CompletableFuture.completedFuture(key.value());
		}

	}

}
