package io.apipool.benchmarks.start;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class path of a web application: out of that of the benchmarks, what such an
 * application has.
 */
final class ClassPath {

	private static final Pattern TYPICAL = Pattern.compile("(spring-(?!boot-starter-aspectj|jdbc|tx)|tomcat-|jackson-"
			+ "|logback-|slf4j-|jul-to-|log4j-|snakeyaml-|micrometer-|jakarta|jspecify-|commons-logging-"
			+ "|HdrHistogram-|LatencyUtils-).*\\.jar");

	private static final Pattern STARTER = Pattern.compile("apipool-spring-boot-autoconfigure.*(?<!tests)\\.jar");

	private final Path own;

	private ClassPath(Path own) {
		this.own = own;
	}

	/**
	 * Copies the application's class out of the benchmarks, whose jar drags all of their
	 * class path along.
	 * @param directory where the application's class goes
	 */
	static ClassPath in(Path directory) throws IOException {
		String name = WebApplication.class.getName().replace('.', '/') + ".class";
		Path target = directory.resolve(name);
		Files.createDirectories(directory.resolve(name).getParent());
		try (var source = WebApplication.class.getResourceAsStream("WebApplication.class")) {
			Files.write(target, source.readAllBytes());
		}
		return new ClassPath(directory);
	}

	String without() {
		return joined(TYPICAL);
	}

	String withStarter() {
		return joined(Pattern.compile(TYPICAL + "|" + STARTER));
	}

	private String joined(Pattern names) {
		List<Path> jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.map(Path::of)
			.flatMap((entry) -> Stream.concat(Stream.of(entry), named(entry).stream()))
			.filter((entry) -> names.matcher(entry.getFileName().toString()).matches())
			.toList();
		if (jars.isEmpty()) {
			throw new IllegalStateException("no jar of Spring's: start this as java -jar target/benchmarks.jar");
		}
		return Stream.concat(Stream.of(this.own), jars.stream())
			.map(Path::toString)
			.collect(Collectors.joining(File.pathSeparator));
	}

	/** The jars that a jar's manifest names. */
	private static List<Path> named(Path entry) {
		if (!entry.toString().endsWith(".jar")) {
			return List.of();
		}
		try (JarFile jar = new JarFile(entry.toFile())) {
			String names = (jar.getManifest() != null)
					? jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH) : null;
			return (names != null) ? Stream.of(names.split(" ")).map(entry.toAbsolutePath()::resolveSibling).toList()
					: List.of();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
