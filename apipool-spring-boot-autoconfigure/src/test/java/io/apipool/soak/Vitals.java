package io.apipool.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.zaxxer.hikari.HikariDataSource;
import io.apipool.ApiKeyPools;
import io.apipool.LimitSnapshot;
import io.apipool.PoolSnapshot;

/**
 * What an application holds at one moment.
 *
 * @param heap bytes that are alive
 * @param threads how many run
 * @param inFlight leases that have not ended
 * @param waiting calls that wait
 * @param counted what the limits of all pools count
 * @param connections sockets to the provider that are not closed
 * @param borrowed connections to the database that are in use
 */
record Vitals(long heap, int threads, int inFlight, int waiting, double counted, long connections, int borrowed) {

	private static final List<String> SOCKETS = List.of("/proc/self/net/tcp", "/proc/self/net/tcp6");

	private static final int SPARE_THREADS = 4;

	/** Established, and closed by the other side alone. */
	private static final List<String> OPEN = List.of("01", "08");

	static Vitals of(ApiKeyPools pools, HikariDataSource database, URI provider) {
		List<PoolSnapshot> all = StreamSupport.stream(pools.spliterator(), false)
			.map((pool) -> pool.snapshot())
			.toList();
		return new Vitals(alive(), ManagementFactory.getThreadMXBean().getThreadCount(),
				all.stream().mapToInt(PoolSnapshot::inFlight).sum(), all.stream().mapToInt(PoolSnapshot::waiting).sum(),
				all.stream().flatMap(Vitals::limits).mapToDouble(LimitSnapshot::used).sum(),
				connections(provider.getPort()), database.getHikariPoolMXBean().getActiveConnections());
	}

	/**
	 * Whether nothing is under way.
	 * @param nothingCounted whether no limit counts anything any more, either
	 */
	boolean isQuiet(boolean nothingCounted) {
		return this.inFlight == 0 && this.waiting == 0 && (!nothingCounted || this.counted == 0);
	}

	/** Whether no more threads run than before, but for a few that a library may keep. */
	boolean hasThreadsAs(Vitals before) {
		return this.threads <= before.threads + SPARE_THREADS;
	}

	private static Stream<LimitSnapshot> limits(PoolSnapshot pool) {
		return Stream.concat(pool.limits().stream(),
				pool.groups().stream().flatMap((group) -> group.limits().stream()));
	}

	private static long alive() {
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	private static long connections(int port) {
		String remote = String.format(Locale.ROOT, ":%04X", port);
		return SOCKETS.stream()
			.map(Path::of)
			.filter(Files::exists)
			.flatMap(Vitals::lines)
			.map((line) -> line.strip().split("\\s+"))
			.filter((columns) -> columns[2].endsWith(remote) && OPEN.contains(columns[3]))
			.count();
	}

	private static Stream<String> lines(Path file) {
		try {
			return Files.readAllLines(file).stream().skip(1);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT,
				"heap %.1f MB, %d threads, %d in flight, %d waiting, %.0f counted, %d connections", this.heap / 1e6,
				this.threads, this.inFlight, this.waiting, this.counted, this.connections);
	}

}
