package io.apipool.config;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * A real config server on loopback, whose files a test writes. It decrypts what it
 * serves, may be stopped, and comes back on the same port.
 */
final class ConfigServer implements AutoCloseable {

	private final Path files;

	private ConfigurableApplicationContext context;

	private final int port;

	ConfigServer(Path files) {
		this.files = files;
		this.context = start(0);
		this.port = Integer.parseInt(this.context.getEnvironment().getRequiredProperty("local.server.port"));
	}

	private ConfigurableApplicationContext start(int port) {
		return ConfigServerApplication.start("--server.port=" + port, "--files=" + this.files,
				"--encrypt.key=a-long-key-of-the-server", "--logging.level.root=info");
	}

	void write(String application, String yaml) {
		try {
			Path file = this.files.resolve(application + ".yml");
			Path next = Files.writeString(this.files.resolve(application + ".next"), yaml);
			Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Encrypts as an operator does, with the server's own endpoint.
	 */
	String encrypt(String secret) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/encrypt"))
			.header("Content-Type", "text/plain")
			.POST(BodyPublishers.ofString(secret))
			.build();
		return "{cipher}" + HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
	}

	String url() {
		return "http://127.0.0.1:" + this.port;
	}

	void stop() {
		this.context.close();
	}

	void startAgain() {
		this.context = start(this.port);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
