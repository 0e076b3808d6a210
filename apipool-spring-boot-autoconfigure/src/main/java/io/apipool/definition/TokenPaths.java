package io.apipool.definition;

import java.util.List;

/**
 * Where an answer, or the events of its stream, report tokens. Each entry is a list of
 * paths of fields, of which the one that was seen last counts, as streams repeat
 * themselves; the entries are added. A path has the names of arrays but not their
 * indexes.
 *
 * @param input tokens read
 * @param inputFree tokens in {@code input} that do not count, as those from a cache
 * @param output tokens written
 * @param counted when the provider counts them: {@code start}, by an estimate of its own,
 * or {@code end}
 */
public record TokenPaths(List<List<String>> input, List<List<String>> inputFree, List<List<String>> output,
		String counted) {

	/** Tokens are counted when the call begins. */
	public static final String START = "start";

	/** Tokens are counted when the call ends. */
	public static final String END = "end";

	/** No tokens are reported. */
	public static final TokenPaths NONE = new TokenPaths(List.of(), List.of(), List.of(), START);

	public TokenPaths {
		input = input.stream().map(List::copyOf).toList();
		inputFree = inputFree.stream().map(List::copyOf).toList();
		output = output.stream().map(List::copyOf).toList();
	}

	/**
	 * Tells whether tokens are reported at all.
	 * @return whether there is a path
	 */
	public boolean isReported() {
		return !this.input.isEmpty() || !this.output.isEmpty();
	}

}
