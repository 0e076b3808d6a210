package io.apipool.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * A server that answers all requests but those for {@value #SILENCE}: for these it closes
 * the connection.
 */
final class SilentServer implements AutoCloseable {

	static final String SILENCE = "/silence";

	private static final byte[] ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
		.getBytes(StandardCharsets.US_ASCII);

	private final AtomicBoolean used = new AtomicBoolean();

	private final List<String> received = new CopyOnWriteArrayList<>();

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "silent-server");
		thread.setDaemon(true);
		return thread;
	});

	private final ServerSocket server;

	SilentServer() {
		try {
			this.server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.threads.execute(this::accept);
	}

	URI uri() {
		return URI.create("http://127.0.0.1:" + this.server.getLocalPort());
	}

	/** Returns the method and path of each request. */
	List<String> received() {
		return this.received;
	}

	/** Tells whether a connection was closed that had been used before. */
	boolean hasClosedUsedOne() {
		return this.used.get();
	}

	private void accept() {
		try {
			while (true) {
				Socket connection = this.server.accept();
				this.threads.execute(() -> serve(connection));
			}
		}
		catch (IOException ex) {
			this.threads.shutdown();
		}
	}

	private void serve(Socket connection) {
		try (connection) {
			BufferedReader in = new BufferedReader(
					new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
			String before = null;
			for (String request = read(in); request != null; request = read(in)) {
				this.received.add(request);
				if (request.endsWith(SILENCE)) {
					this.used.set(this.used.get() || before != null);
					return;
				}
				connection.getOutputStream().write(ANSWER);
				before = request;
			}
		}
		catch (IOException ex) {
			this.received.add(ex.toString());
		}
	}

	private static @Nullable String read(BufferedReader in) throws IOException {
		String request = in.readLine();
		int length = 0;
		boolean chunked = false;
		for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
			String header = line.toLowerCase(Locale.ROOT);
			length = header.startsWith("content-length:") ? Integer.parseInt(header.substring(15).trim()) : length;
			chunked = chunked || header.equals("transfer-encoding: chunked");
		}
		in.skip(length);
		while (chunked) {
			String line = in.readLine();
			chunked = line != null && !line.equals("0");
		}
		return (request != null) ? request.replace(" HTTP/1.1", "") : null;
	}

	@Override
	public void close() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.threads.shutdownNow();
	}

}
