package io.apipool.http;

import java.util.ArrayList;
import java.util.List;

import io.apipool.provider.AnswerHeaders;

import org.springframework.http.HttpHeaders;

/**
 * The headers of an answer, to be asked for many that are not there: an answer has a
 * handful, and comparing their names makes no lower-case copy of each one that is asked
 * for.
 */
final class ReceivedHeaders implements AnswerHeaders {

	private final List<String> names = new ArrayList<>();

	private final List<List<String>> values = new ArrayList<>();

	ReceivedHeaders(HttpHeaders headers) {
		headers.forEach((name, lines) -> {
			this.names.add(name);
			this.values.add(lines);
		});
	}

	@Override
	public List<String> all(String name) {
		for (int i = 0; i < this.names.size(); i++) {
			if (this.names.get(i).equalsIgnoreCase(name)) {
				return this.values.get(i);
			}
		}
		return List.of();
	}

}
