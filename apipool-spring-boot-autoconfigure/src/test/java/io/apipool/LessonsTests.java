package io.apipool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the table of lessons beside the tests: each line names tests, and each test
 * that is named is one.
 */
@Tag("any-jdk")
class LessonsTests {

	private static final Path SOURCES = Path.of("src", "test", "java");

	private static final Pattern NAMED = Pattern.compile("`(\\w+Tests)\\.(\\w+)`");

	private static final List<Class<? extends Annotation>> MARKS = List.of(Test.class, TestTemplate.class,
			Property.class);

	private static final Map<String, String> CLASSES = classes();

	private static Map<String, String> classes() {
		try (Stream<Path> files = Files.walk(SOURCES)) {
			return files.filter((file) -> file.toString().endsWith("Tests.java"))
				.map((file) -> SOURCES.relativize(file).toString().replace(".java", "").replace('/', '.'))
				.collect(Collectors.toMap((name) -> name.substring(name.lastIndexOf('.') + 1), (name) -> name));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static List<String> lines() throws IOException {
		return Files.readAllLines(Path.of("src", "test", "LESSONS.md"))
			.stream()
			.filter((line) -> line.startsWith("| ") && !line.endsWith("| tests |"))
			.toList();
	}

	private static boolean isTest(Class<?> type, String method) {
		return ReflectionSupport
			.findMethods(type, (each) -> each.getName().equals(method), HierarchyTraversalMode.TOP_DOWN)
			.stream()
			.anyMatch((each) -> MARKS.stream().anyMatch((mark) -> AnnotationSupport.isAnnotated(each, mark)));
	}

	@ParameterizedTest
	@MethodSource("lines")
	void eachLineNamesTestsThatThereAre(String line) throws ClassNotFoundException {
		List<MatchResult> named = NAMED.matcher(line).results().toList();
		assertThat(named).isNotEmpty();
		assertThat(Arrays.stream(line.split("`")).filter((part) -> part.contains("Tests."))).hasSameSizeAs(named);
		for (MatchResult test : named) {
			assertThat(CLASSES).containsKey(test.group(1));
			Class<?> type = Class.forName(CLASSES.get(test.group(1)), false, LessonsTests.class.getClassLoader());
			assertThat(isTest(type, test.group(2))).as(test.group()).isTrue();
		}
	}

	@Test
	void noLineWasLost() throws IOException {
		assertThat(lines()).hasSizeGreaterThanOrEqualTo(90);
	}

}
