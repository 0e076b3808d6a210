package io.apipool.aop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.apipool.CallRequest;
import io.apipool.annotation.PooledApiCall;
import io.apipool.definition.LimitDefinition;

/**
 * Reads what {@link PooledApiCall} says of a request. What is written as it is goes into
 * the request at once.
 */
final class RequestReader {

	private final TextReader texts;

	private final List<RequestSpec.Part> parts = new ArrayList<>();

	private CallRequest base;

	private RequestReader(TextReader texts, CallRequest base) {
		this.texts = texts;
		this.base = base;
	}

	static RequestSpec read(PooledApiCall call, String operation, TextReader texts) {
		RequestReader reader = new RequestReader(texts, CallRequest.of(operation));
		reader.read(call);
		return new RequestSpec(reader.base, reader.parts);
	}

	/** Splits {@code dimension: text}. */
	static Map<String, String> byDimension(String attribute, String[] entries) {
		Map<String, String> split = new LinkedHashMap<>();
		for (String entry : entries) {
			int colon = entry.indexOf(':');
			String dimension = entry.substring(0, Math.max(colon, 0)).strip();
			String text = entry.substring(colon + 1).strip();
			if (!dimension.matches("[a-z][a-z-]*") || text.isEmpty() || split.put(dimension, text) != null) {
				throw new MistakeException(attribute + " has '" + entry + "'",
						"Each entry is a dimension of its own and an amount, as 'credits: #n'.");
			}
		}
		return split;
	}

	private void read(PooledApiCall call) {
		if (call.maxAttempts() < 0) {
			throw new MistakeException("maxAttempts = " + call.maxAttempts() + " is negative", "Write 1 for no retry.");
		}
		this.base = this.base.priority(call.priority()).maxAttempts(call.maxAttempts());
		part("model", call.model(), (request, value) -> request.model(value.toString()));
		part("affinity", call.affinity(), CallRequest::affinity);
		part("maxWait", call.maxWait(), (request, value) -> request.maxWait(Waits.of(value)));
		amount("tokens", LimitDefinition.TOKENS, call.tokens());
		byDimension("units", call.units()).forEach((dimension, text) -> amount("units", dimension, text));
	}

	private void part(String attribute, String text, RequestSpec.Setter setter) {
		if (text.isEmpty()) {
			return;
		}
		Text read = this.texts.read(attribute, text);
		if (read instanceof Text.Literal literal) {
			this.base = setter.set(this.base, attribute.equals("maxWait") ? wait(text) : literal.text());
		}
		else {
			this.parts.add(new RequestSpec.Part(read, setter));
		}
	}

	private void amount(String attribute, String dimension, String text) {
		if (text.isEmpty()) {
			return;
		}
		Text read = this.texts.read(attribute, text);
		if (read instanceof Text.Literal) {
			this.base = this.base.units(dimension, Amounts.parse(attribute, text));
		}
		else {
			this.parts.add(new RequestSpec.Part(read,
					(request, value) -> request.units(dimension, Amounts.of(attribute, value))));
		}
	}

	private static Duration wait(String text) {
		return Waits.parse("maxWait", text);
	}

}
