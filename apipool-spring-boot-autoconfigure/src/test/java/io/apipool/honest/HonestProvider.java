package io.apipool.honest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import com.sun.net.httpserver.HttpServer;

/**
 * An API provider on a free loopback port. It holds real windows, refuses with 429 what
 * comes beyond them, and reports each such request. It knows nothing of any limiter.
 * <p>
 * A request passes the link (jitter), then the counter, then the work (latency), and is
 * answered. None of these holds a thread. {@code GET /warm-up} is answered without a key
 * and without counting.
 */
public final class HonestProvider implements AutoCloseable {

	static {
		System.setProperty("sun.net.httpserver.nodelay", "true");
		System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
	}

	private final HttpServer server;

	private final ExecutorService readers = Executors.newFixedThreadPool(4, HonestProvider::daemon);

	private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, HonestProvider::daemon);

	private final Desk desk;

	HonestProvider(ProviderOptions options) {
		this.desk = new Desk(options);
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.readers);
		this.server.createContext("/", new HonestHandler(options, this.desk, this.timer));
	}

	/**
	 * Starts to describe a provider.
	 * @return a builder
	 */
	public static HonestProviderBuilder builder() {
		return new HonestProviderBuilder();
	}

	HonestProvider start() {
		this.server.start();
		return this;
	}

	/**
	 * Returns where the provider listens.
	 * @return the base, without a path
	 */
	public URI uri() {
		return URI.create("http://" + this.server.getAddress().getAddress().getHostAddress() + ":"
				+ this.server.getAddress().getPort());
	}

	/**
	 * Returns what was counted since the start.
	 * @return the report
	 */
	public Report report() {
		return this.desk.report();
	}

	/**
	 * Returns the most requests that all accounts allow in the long run.
	 * @return requests a second; infinite without limits
	 */
	public double rate() {
		return this.desk.rate();
	}

	/**
	 * Returns the mean time from a request to its answer.
	 * @return jitter and latency together
	 */
	public Duration meanLatency() {
		return this.desk.meanLatency();
	}

	/**
	 * Answers 401 to a key from now on.
	 * @param secret the key
	 */
	public void reject(String secret) {
		this.desk.reject(secret);
	}

	/**
	 * Accepts a key again that was rejected.
	 * @param secret the key
	 */
	public void readmit(String secret) {
		this.desk.readmit(secret);
	}

	/**
	 * Makes a key known that has an account of its own.
	 * @param secret the key
	 */
	public void add(String secret) {
		this.desk.open(secret, List.of(secret));
	}

	/**
	 * Changes how many requests all limits of the known accounts allow, as from a plan to
	 * another. What was counted stays counted.
	 * @param factor what the limits of the start are multiplied with: 0.5 halves them, 1
	 * brings them back
	 */
	public void scale(double factor) {
		this.desk.scale(factor);
	}

	/**
	 * Replaces all troubles.
	 * @param faults those from now on; the first that meets a call strikes
	 */
	public void faults(Fault... faults) {
		this.desk.faults(List.of(faults));
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.readers.shutdownNow();
		this.timer.shutdownNow();
	}

	private static Thread daemon(Runnable task) {
		Thread thread = new Thread(task, "honest-provider");
		thread.setDaemon(true);
		return thread;
	}

}
