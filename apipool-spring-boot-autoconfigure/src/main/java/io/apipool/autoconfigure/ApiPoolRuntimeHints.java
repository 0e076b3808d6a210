package io.apipool.autoconfigure;

import java.util.List;

import io.apipool.annotation.PooledApiCall;
import io.apipool.annotation.PooledKey;
import io.apipool.annotation.RateLimited;
import io.apipool.autoconfigure.definition.ProviderFile;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * What a native image must keep: the annotations, which are read through proxies where
 * they have aliases, the file of the providers, the page, those of the tables, and the
 * factory of virtual threads.
 */
final class ApiPoolRuntimeHints implements RuntimeHintsRegistrar {

	private static final List<String> READ_BY_NAME = List.of("InterceptingClientHttpRequest",
			"InterceptingClientHttpRequest$EndOfChainRequestExecution", "JdkClientHttpRequest",
			"SimpleClientHttpRequest", "HttpComponentsClientHttpRequest", "JettyClientHttpRequest",
			"ReactorClientHttpRequest", "BufferingClientHttpRequestFactory");

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		for (Class<?> annotation : List.of(PooledApiCall.class, RateLimited.class, PooledKey.class)) {
			hints.reflection().registerType(annotation, MemberCategory.INVOKE_DECLARED_METHODS);
			hints.proxies().registerJdkProxy(annotation);
		}
		hints.resources().registerPattern(ProviderFile.LOCATION);
		hints.resources().registerPattern("io/apipool/actuate/dashboard/*");
		hints.resources().registerPattern("io/apipool/usage/jdbc/*.sql");
		hints.reflection()
			.registerType(TypeReference.of("java.util.concurrent.Executors"), MemberCategory.INVOKE_PUBLIC_METHODS);
		for (String type : READ_BY_NAME) {
			hints.reflection()
				.registerTypeIfPresent(classLoader, "org.springframework.http.client." + type,
						MemberCategory.ACCESS_DECLARED_FIELDS);
		}
	}

}
