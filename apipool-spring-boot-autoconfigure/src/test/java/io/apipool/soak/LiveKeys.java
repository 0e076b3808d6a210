package io.apipool.soak;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

import org.springframework.core.env.EnumerablePropertySource;

/**
 * The configuration of a pool whose keys come and go: replaced whole, as a config client
 * does. A secret tells whose it is: {@code key-3.v7}.
 */
final class LiveKeys extends EnumerablePropertySource<String> {

	private static final int KEYS = 16;

	private final Random random = new Random(1);

	private final List<String> present = new ArrayList<>();

	private final List<String> gone = new ArrayList<>();

	private final Map<String, String> secrets = new LinkedHashMap<>();

	private final Map<String, Object> always;

	private final Consumer<String> issued;

	private final Plan plan;

	private int named;

	private int versions;

	private boolean guest = true;

	private int share;

	private volatile Map<String, Object> properties;

	/**
	 * Creates the configuration.
	 * @param issued told of each new secret before it is used
	 */
	LiveKeys(Plan plan, URI provider, Consumer<String> issued) {
		super("live-keys", "");
		this.plan = plan;
		this.issued = issued;
		String timeout = plan.timeout().toMillis() + "ms";
		Map<String, Object> fixed = new LinkedHashMap<>();
		for (String pool : List.of("demo", "guest")) {
			String prefix = "apipool.pools." + pool + ".";
			fixed.put(prefix + "base-url", provider.toString());
			fixed.put(prefix + "pool-limits[0]", "120 concurrent");
			fixed.put(prefix + "max-wait", "3s");
			fixed.put(prefix + "call-timeout", timeout);
			fixed.put(prefix + "stream-timeout", timeout);
			fixed.put(prefix + "lease-timeout", timeout);
			fixed.put(prefix + "retry.backoff", "20ms");
			fixed.put(prefix + "retry.max-backoff", "200ms");
			fixed.put(prefix + "cooldown.initial", "200ms");
			fixed.put(prefix + "cooldown.max", "2s");
			fixed.put(prefix + "ban.threshold", "4");
			fixed.put(prefix + "ban.duration", "1s");
		}
		this.always = Map.copyOf(fixed);
		for (int i = 0; i < KEYS; i++) {
			join();
		}
		this.secrets.put("guest-1", secret("guest-1"));
		publish();
	}

	/** Lets a key go for one that is new or, mostly, comes back. */
	synchronized void swap() {
		String leaves = any();
		this.present.remove(leaves);
		this.gone.add(leaves);
		join();
		publish();
	}

	/** Gives a key another secret. */
	synchronized void rotate(String key) {
		if (this.secrets.containsKey(key)) {
			this.secrets.put(key, secret(key));
			publish();
		}
	}

	/** Moves the amount of the limit, never above what the provider allows. */
	synchronized void moveLimit() {
		this.share = this.random.nextInt(5);
		publish();
	}

	/** Lets a whole pool come or go. */
	synchronized void moveGuest() {
		this.guest = !this.guest;
		publish();
	}

	/** Writes what cannot be. */
	synchronized void spoil() {
		Map<String, Object> spoilt = new LinkedHashMap<>(this.properties);
		spoilt.put("apipool.pools.demo.limits[0]", "ten/m");
		this.properties = spoilt;
	}

	/** Writes what is right. */
	synchronized void publish() {
		Map<String, Object> next = new LinkedHashMap<>(this.always);
		if (!this.guest) {
			next.keySet().removeIf((name) -> name.startsWith("apipool.pools.guest"));
		}
		limits(next, "demo");
		for (int i = 0; i < this.present.size(); i++) {
			key(next, "demo", i, this.present.get(i));
		}
		if (this.guest) {
			limits(next, "guest");
			key(next, "guest", 0, "guest-1");
		}
		this.properties = next;
	}

	synchronized String any() {
		return this.present.get(this.random.nextInt(this.present.size()));
	}

	synchronized String secretOf(String key) {
		return this.secrets.get(key);
	}

	/** Returns whose a secret is. */
	static String owner(String secret) {
		return secret.substring(0, secret.lastIndexOf(".v"));
	}

	/** Makes a secret that the provider knows. */
	synchronized String secret(String key) {
		String secret = key + ".v" + this.versions++;
		this.issued.accept(secret);
		return secret;
	}

	private void join() {
		boolean back = !this.gone.isEmpty() && this.random.nextInt(4) > 0;
		String key = back ? this.gone.remove(this.random.nextInt(this.gone.size())) : "key-" + this.named++;
		this.secrets.computeIfAbsent(key, this::secret);
		this.present.add(this.random.nextInt(this.present.size() + 1), key);
	}

	private void limits(Map<String, Object> next, String pool) {
		String prefix = "apipool.pools." + pool + ".limits";
		next.put(prefix + "[0]", (this.plan.amount() - this.share) + "/" + this.plan.window().toSeconds() + "s margin "
				+ this.plan.margin().toMillis() + "ms");
		next.put(prefix + "[1]", "8 concurrent");
		next.put(prefix + "[2]", this.plan.amount() * 100 + " tokens/" + this.plan.window().toSeconds() + "s");
	}

	private void key(Map<String, Object> next, String pool, int place, String key) {
		next.put("apipool.pools." + pool + ".keys[" + place + "].id", key);
		next.put("apipool.pools." + pool + ".keys[" + place + "].value", this.secrets.get(key));
	}

	private Map<String, Object> properties() {
		return (this.properties != null) ? this.properties : Map.of();
	}

	@Override
	public String[] getPropertyNames() {
		return properties().keySet().toArray(String[]::new);
	}

	@Override
	public Object getProperty(String name) {
		return properties().get(name);
	}

}
