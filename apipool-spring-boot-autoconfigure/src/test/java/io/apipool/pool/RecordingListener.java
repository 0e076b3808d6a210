package io.apipool.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.apipool.ApiKeyPoolListener;
import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.KeyState;
import io.apipool.PoolExhaustedException;
import io.apipool.WaitOutcome;

/**
 * Writes down what happens.
 */
final class RecordingListener implements ApiKeyPoolListener {

	private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

	@Override
	public void leased(KeyLease lease) {
		this.lines.add("leased " + lease.key().id());
	}

	@Override
	public void ended(KeyLease lease, CallOutcome outcome, Duration latency) {
		this.lines.add("ended " + lease.key().id() + " " + outcome.word() + " " + latency.toMillis() + "ms");
	}

	@Override
	public void refused(String pool, CallRequest request, PoolExhaustedException reason) {
		this.lines.add("refused " + reason.getMessage());
	}

	@Override
	public void stateChanged(String pool, String key, KeyState from, KeyState to, String reason) {
		this.lines.add(key + " " + from.word() + " -> " + to.word() + ": " + reason);
	}

	@Override
	public void waited(String pool, CallRequest request, Duration waited, WaitOutcome outcome) {
		this.lines.add("waited " + waited.toMillis() + "ms " + outcome);
	}

	@Override
	public void settled(KeyLease lease, String dimension, double reserved, double used) {
		this.lines.add("settled " + dimension + " " + reserved + " -> " + used);
	}

	/**
	 * Returns what has happened since the last time.
	 */
	List<String> take() {
		synchronized (this.lines) {
			List<String> taken = List.copyOf(this.lines);
			this.lines.clear();
			return taken;
		}
	}

	List<String> take(String word) {
		return take().stream().filter((line) -> line.contains(word)).toList();
	}

}
