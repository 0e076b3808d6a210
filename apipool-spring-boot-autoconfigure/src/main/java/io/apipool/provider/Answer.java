package io.apipool.provider;

import java.util.List;

import io.apipool.CallOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says, before anything of its content is used. Internal.
 *
 * @param outcome what it means, or null: a success
 * @param model the model that a refusal is for, or null: not said
 * @param limits the limits that it announces
 * @param malformed how many values were there and could not be read
 */
public record Answer(@Nullable CallOutcome outcome, @Nullable String model, List<AnnouncedLimit> limits,
		int malformed) {

	public Answer {
		limits = List.copyOf(limits);
	}

}
