package io.apipool.honest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

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
	public static Builder builder() {
		return new Builder();
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

	/** Describes a provider. */
	public static final class Builder {

		private final ProviderOptions options = new ProviderOptions();

		private Builder() {
		}

		/**
		 * Adds keys that have an account each.
		 * @param secrets the keys
		 * @return this
		 */
		public Builder keys(String... secrets) {
			for (String secret : secrets) {
				this.options.accounts.put(secret, List.of(secret));
			}
			return this;
		}

		/**
		 * Adds keys that share one account.
		 * @param name the account
		 * @param secrets the keys
		 * @return this
		 */
		public Builder account(String name, String... secrets) {
			this.options.accounts.put(name, List.of(secrets));
			return this;
		}

		/**
		 * Adds limits, of each account.
		 * @param quotas the limits
		 * @return this
		 */
		public Builder limits(Quota... quotas) {
			this.options.quotas.addAll(List.of(quotas));
			return this;
		}

		/**
		 * Sets how long the work takes, between the counter and the answer.
		 * @param fixed the least
		 * @param random what is added at most, evenly drawn
		 * @return this
		 */
		public Builder latency(Duration fixed, Duration random) {
			this.options.latency = fixed.toNanos();
			this.options.latencySpread = random.toNanos();
			return this;
		}

		/**
		 * Sets how long the link holds a request up before the counter sees it.
		 * @param most the most, evenly drawn from 0
		 * @return this
		 */
		public Builder jitter(Duration most) {
			this.options.jitter = most.toNanos();
			return this;
		}

		/**
		 * Sets how a refusal says when to come again; whole seconds by default.
		 * @param form the form
		 * @return this
		 */
		public Builder retryAfter(RetryAfter form) {
			this.options.retryAfter = form;
			return this;
		}

		/**
		 * Adds {@code X-RateLimit-Limit}, {@code -Remaining} and {@code -Reset} (seconds)
		 * to every answer.
		 * @return this
		 */
		public Builder announced() {
			this.options.announced = true;
			return this;
		}

		/**
		 * Sends bodies in parts.
		 * @param parts how many
		 * @param pause the time between two
		 * @return this
		 */
		public Builder stream(int parts, Duration pause) {
			this.options.parts = parts;
			this.options.pause = pause.toNanos();
			return this;
		}

		/**
		 * Sets the header in which keys arrive; {@code Authorization} by default.
		 * @param name its name
		 * @return this
		 */
		public Builder keyHeader(String name) {
			this.options.keyHeader = name.toLowerCase(Locale.ROOT);
			return this;
		}

		/**
		 * Sets what an accepted call is answered.
		 * @param answer makes JSON of a call
		 * @return this
		 */
		public Builder answer(Function<Call, String> answer) {
			this.options.answer = answer;
			return this;
		}

		/**
		 * Sets what phases, latencies, jitter and shares are drawn from.
		 * @param seed the seed
		 * @return this
		 */
		public Builder seed(long seed) {
			this.options.random.setSeed(seed);
			return this;
		}

		/**
		 * Starts the provider.
		 * @return the provider, which must be closed
		 */
		public HonestProvider start() {
			return new HonestProvider(this.options).start();
		}

	}

}
