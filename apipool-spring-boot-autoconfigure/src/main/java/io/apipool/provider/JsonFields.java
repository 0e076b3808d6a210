package io.apipool.provider;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads single fields of a JSON document that is in memory, as the model of a request.
 * Internal.
 */
public final class JsonFields {

	private JsonFields() {
	}

	/**
	 * Reads fields.
	 * @param json the document; need not be JSON at all
	 * @param paths the names of the objects on the way to each field, joined by dots
	 * @return the first value of each path that was found, in at most 1024 bytes; numbers
	 * and words as they are written
	 */
	public static Map<String, String> read(byte[] json, Collection<String> paths) {
		Map<String, String> found = new LinkedHashMap<>();
		new JsonScan(new JsonScan.Sink() {

			@Override
			public boolean wants(CharSequence path) {
				for (String wanted : paths) {
					if (wanted.contentEquals(path)) {
						return !found.containsKey(wanted);
					}
				}
				return false;
			}

			@Override
			public void value(String path, String value) {
				found.put(path, value);
			}

		}).feed(json, 0, json.length);
		return found;
	}

}
