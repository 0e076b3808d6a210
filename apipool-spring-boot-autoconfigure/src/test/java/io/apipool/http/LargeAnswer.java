package io.apipool.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

import org.springframework.web.client.RestClient;

/**
 * Reads one answer to its end, in a process of its own.
 */
final class LargeAnswer {

	private LargeAnswer() {
	}

	/**
	 * Reads.
	 * @param arguments the address, and {@code pooled} or {@code bare}
	 */
	public static void main(String[] arguments) {
		URI uri = URI.create(arguments[0]);
		boolean pooled = arguments[1].equals("pooled");
		RestClient client = pooled ? HttpFixture.of(uri, HttpFixture.keys("one")).client() : RestClient.create();
		System.out.println(client.get().uri(uri).<Long>exchange((request, response) -> length(response.getBody())));
		System.exit(0);
	}

	static long length(InputStream body) throws IOException {
		long total = 0;
		byte[] buffer = new byte[1 << 16];
		for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
			total += count;
		}
		return total;
	}

}
