package io.apipool.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import io.apipool.Usage;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.ProviderDefinition;
import io.apipool.definition.TokenPaths;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tokens that an answer reports, from its bytes as they pass by: JSON or a
 * stream of server-sent events, whole or broken off. Holds a bounded amount of memory
 * whatever passes, and never throws. One an answer; not thread-safe. Internal.
 */
public final class TokenReader {

	private final List<Entry> input;

	private final List<Entry> inputFree;

	private final List<Entry> output;

	private final List<Entry> all = new ArrayList<>();

	private final JsonScan scan = new JsonScan(new Values());

	private final @Nullable EventStream events;

	private TokenReader(TokenPaths paths, boolean stream) {
		this.input = entries(paths.input());
		this.inputFree = entries(paths.inputFree());
		this.output = entries(paths.output());
		this.events = stream ? new EventStream(this.scan) : null;
	}

	/**
	 * Creates a reader for one answer.
	 * @param provider the provider
	 * @param contentType the answer's type, or null
	 * @return a reader; null where the provider reports no tokens or the answer is
	 * neither JSON nor a stream of events
	 */
	public static @Nullable TokenReader of(ProviderDefinition provider, @Nullable String contentType) {
		String type = (contentType != null) ? contentType.toLowerCase(Locale.ROOT) : "";
		boolean stream = type.contains("event-stream");
		boolean json = type.contains("json");
		return (provider.tokens().isReported() && (stream || json)) ? new TokenReader(provider.tokens(), stream) : null;
	}

	private List<Entry> entries(List<List<String>> paths) {
		List<Entry> entries = paths.stream().map(Entry::new).toList();
		this.all.addAll(entries);
		return entries;
	}

	/**
	 * Takes the next bytes of the answer.
	 * @param bytes where they are
	 * @param offset the first
	 * @param count how many
	 */
	public void feed(byte[] bytes, int offset, int count) {
		if (this.events != null) {
			this.events.feed(bytes, offset, count);
		}
		else {
			this.scan.feed(bytes, offset, count);
		}
	}

	/**
	 * Returns what has been reported so far.
	 * @return the tokens; null: nothing was reported
	 */
	public @Nullable Usage usage() {
		boolean read = isSeen(this.input);
		boolean written = isSeen(this.output);
		if (!read) {
			return written ? Usage.none().units(LimitDefinition.OUTPUT_TOKENS, (double) sum(this.output)) : null;
		}
		return Usage.tokens(Math.max(0, sum(this.input) - sum(this.inputFree)), sum(this.output));
	}

	private static boolean isSeen(List<Entry> entries) {
		return entries.stream().anyMatch((entry) -> entry.value >= 0);
	}

	private static long sum(List<Entry> entries) {
		return entries.stream().mapToLong((entry) -> Math.max(0, entry.value)).sum();
	}

	private final class Values implements JsonScan.Sink {

		@Override
		public boolean wants(CharSequence path) {
			for (Entry entry : TokenReader.this.all) {
				if (entry.has(path)) {
					return true;
				}
			}
			return false;
		}

		@Override
		public void value(String path, String value) {
			if (Entry.NUMBER.matcher(value).matches()) {
				TokenReader.this.all.stream()
					.filter((entry) -> entry.has(path))
					.forEach((entry) -> entry.value = Long.parseLong(value));
			}
		}

	}

	private static final class Entry {

		private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

		private final List<String> paths;

		private long value = -1;

		Entry(List<String> paths) {
			this.paths = paths;
		}

		boolean has(CharSequence path) {
			for (String own : this.paths) {
				if (own.contentEquals(path)) {
					return true;
				}
			}
			return false;
		}

	}

}
