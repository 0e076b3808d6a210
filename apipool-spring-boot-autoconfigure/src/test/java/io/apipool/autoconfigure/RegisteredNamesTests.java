package io.apipool.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the files in which classes are registered by name: each name is of a class
 * that there is and that is what it is registered as, and no class is forgotten.
 */
class RegisteredNamesTests {

	private static final Path META_INF = Path.of("src", "main", "resources", "META-INF");

	/** Of a module that these tests do not have. */
	private static final String ELSEWHERE = "org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration";

	private static final String IMPORTS = "org.springframework.boot.autoconfigure.AutoConfiguration.imports";

	private static List<String> names(Path file) {
		try {
			return Files.readAllLines(file).stream().map(String::strip).filter((line) -> !line.isEmpty()).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Class<?> type(String name) throws ClassNotFoundException {
		return Class.forName(name, false, RegisteredNamesTests.class.getClassLoader());
	}

	static Stream<String> factories() throws IOException {
		Properties factories = PropertiesLoaderUtils
			.loadProperties(new FileSystemResource(META_INF.resolve("spring.factories")));
		return factories.stringPropertyNames()
			.stream()
			.flatMap((key) -> Stream.of(factories.getProperty(key).split(","))
				.map(String::strip)
				.map((name) -> key + " " + name));
	}

	@ParameterizedTest
	@MethodSource("factories")
	void whatSpringIsToMakeIsWhatItIsRegisteredAs(String registered) throws ClassNotFoundException {
		String[] names = registered.split(" ");
		assertThat(type(names[0])).isAssignableFrom(type(names[1]));
	}

	@Test
	void eachFailureAnalyzerIsRegisteredAndCanBeMade() throws IOException, ClassNotFoundException {
		List<String> analyzers = factories().filter((name) -> name.startsWith(FailureAnalyzer.class.getName()))
			.map((name) -> name.split(" ")[1])
			.toList();
		assertThat(analyzers).containsExactlyInAnyOrderElementsOf(classesThatEndWith("FailureAnalyzer"));
		for (String name : analyzers) {
			assertThat(BeanUtils.instantiateClass(type(name))).isInstanceOf(FailureAnalyzer.class);
		}
	}

	@Test
	void eachAutoConfigurationIsRegistered() throws ClassNotFoundException {
		List<String> registered = names(META_INF.resolve("spring").resolve(IMPORTS));
		assertThat(registered).containsExactlyInAnyOrderElementsOf(classesThatEndWith("AutoConfiguration"));
		for (String name : registered) {
			AutoConfiguration here = AnnotatedElementUtils.findMergedAnnotation(type(name), AutoConfiguration.class);
			assertThat(here).as(name).isNotNull();
		}
	}

	@Test
	void whatAnAutoConfigurationComesAfterOrAsksForByNameIsThere() throws ClassNotFoundException {
		List<String> named = new ArrayList<>();
		for (String name : names(META_INF.resolve("spring").resolve(IMPORTS))) {
			Class<?> type = type(name);
			AutoConfiguration here = AnnotatedElementUtils.findMergedAnnotation(type, AutoConfiguration.class);
			ConditionalOnClass classes = AnnotatedElementUtils.findMergedAnnotation(type, ConditionalOnClass.class);
			Stream.of(here.afterName(), here.beforeName(), (classes != null) ? classes.name() : new String[0])
				.flatMap(Stream::of)
				.forEach(named::add);
		}
		named.remove(ELSEWHERE);
		assertThat(named).hasSizeGreaterThan(5);
		for (String name : named) {
			assertThat(type(name)).isNotNull();
		}
	}

	@Test
	void whatTheServiceLoaderIsToMakeIsWhatItIsRegisteredAs() throws IOException, ClassNotFoundException {
		try (Stream<Path> files = Files.list(META_INF.resolve("services"))) {
			for (Path file : files.toList()) {
				for (String name : names(file)) {
					assertThat(type(file.getFileName().toString())).isAssignableFrom(type(name));
				}
			}
		}
	}

	private static List<String> classesThatEndWith(String suffix) {
		Path sources = Path.of("src", "main", "java");
		try (Stream<Path> files = Files.walk(sources)) {
			return files.filter((file) -> file.toString().endsWith(suffix + ".java"))
				.map((file) -> sources.relativize(file).toString().replace(".java", "").replace('/', '.'))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
