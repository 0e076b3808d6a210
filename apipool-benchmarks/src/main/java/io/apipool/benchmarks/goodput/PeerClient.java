package io.apipool.benchmarks.goodput;

import java.util.Map;

import io.apipool.benchmarks.goodput.peer.Aimd;
import io.apipool.benchmarks.goodput.peer.Bucket4jBuckets;
import io.apipool.benchmarks.goodput.peer.Gcra;
import io.apipool.benchmarks.goodput.peer.RemoveOn429;
import io.apipool.benchmarks.goodput.peer.Resilience4jLimiters;
import io.apipool.benchmarks.goodput.peer.RotateOn429;
import io.apipool.honest.Contender;
import io.apipool.honest.HonestProvider;
import io.apipool.honest.ProviderClient;

/** What teams write, or what they take from a library, over the same client. */
final class PeerClient implements Client {

	private final Scene scene;

	private final ProviderClient client;

	private final Contender contender;

	PeerClient(Scene scene, HonestProvider provider) {
		this.scene = scene;
		this.client = new ProviderClient(provider.uri()).warmUp(scene.cell().callers());
		this.contender = switch (scene.cell().contender()) {
			case AIMD -> new Aimd(scene.keys(), scene.gate()::nanoTime);
			case GCRA ->
				new Gcra(scene.keys(), scene.gate()::nanoTime, Setting.AMOUNT, scene.setting().window().toNanos());
			case RESILIENCE4J -> new Resilience4jLimiters(scene.keys(), Setting.AMOUNT, scene.setting().window());
			case BUCKET4J -> new Bucket4jBuckets(scene.keys(), Setting.AMOUNT, scene.setting().window());
			case ROTATE_ON_429 -> new RotateOn429(scene.keys(), scene.gate()::nanoTime);
			case REMOVE_ON_429 -> new RemoveOn429(scene.keys(), scene.gate()::nanoTime);
			default -> throw new IllegalArgumentException(scene.cell() + " is ours");
		};
	}

	@Override
	public void call() throws Exception {
		this.contender.call(this::send);
	}

	private String send(String secret) {
		this.scene.gate().pass();
		this.scene.journal().sends();
		try {
			return this.client.call(secret);
		}
		finally {
			this.scene.gate().pass();
		}
	}

	@Override
	public Map<String, Long> sentAt() {
		return this.client.sentAt();
	}

	@Override
	public void close() {
		// Its connections are closed with the provider.
	}

}
