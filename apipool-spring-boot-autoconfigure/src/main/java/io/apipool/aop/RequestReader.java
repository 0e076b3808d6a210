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

	private RequestReader(TextReader texts) {
		this.texts = texts;
	}

	static RequestSpec read(PooledApiCall call, String operation, TextReader texts) {
		RequestReader reader = new RequestReader(texts);
		CallRequest base = reader.read(call, CallRequest.of(operation));
		return new RequestSpec(base, reader.parts);
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

	private CallRequest read(PooledApiCall call, CallRequest named) {
		if (call.maxAttempts() < 0) {
			throw new MistakeException("maxAttempts = " + call.maxAttempts() + " is negative", "Write 1 for no retry.");
		}
		CallRequest base = named.priority(call.priority()).maxAttempts(call.maxAttempts());
		base = part(base, "model", call.model(), (request, value) -> request.model(value.toString()));
		base = part(base, "affinity", call.affinity(), CallRequest::affinity);
		base = part(base, "maxWait", call.maxWait(), (request, value) -> request.maxWait(Waits.of(value)));
		base = amount(base, "tokens", LimitDefinition.TOKENS, call.tokens());
		for (Map.Entry<String, String> units : byDimension("units", call.units()).entrySet()) {
			base = amount(base, "units", units.getKey(), units.getValue());
		}
		return base;
	}

	private CallRequest part(CallRequest base, String attribute, String text, RequestSpec.Setter setter) {
		if (text.isEmpty()) {
			return base;
		}
		Text read = this.texts.read(attribute, text);
		if (read instanceof Text.Literal literal) {
			return setter.set(base, attribute.equals("maxWait") ? wait(text) : literal.text());
		}
		this.parts.add(new RequestSpec.Part(read, setter));
		return base;
	}

	private CallRequest amount(CallRequest base, String attribute, String dimension, String text) {
		if (text.isEmpty()) {
			return base;
		}
		Text read = this.texts.read(attribute, text);
		if (read instanceof Text.Literal) {
			return base.units(dimension, Amounts.parse(attribute, text));
		}
		this.parts.add(
				new RequestSpec.Part(read, (request, value) -> request.units(dimension, Amounts.of(attribute, value))));
		return base;
	}

	private static Duration wait(String text) {
		return Waits.parse("maxWait", text);
	}

}
