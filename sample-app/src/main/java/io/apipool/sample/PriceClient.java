package io.apipool.sample;

import java.math.BigDecimal;
import java.util.Objects;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** Asks for prices. It knows nothing of pools. */
@Component
class PriceClient {

	private final RestClient http;

	PriceClient(RestClient.Builder http, @Value("${sample.prices-url:}") String baseUrl) {
		this.http = http.baseUrl(baseUrl).build();
	}

	/**
	 * Asks for one price.
	 * @param coin what is sold
	 * @param secret the API key
	 * @return its price
	 * @throws org.springframework.web.client.RestClientResponseException if the answer is
	 * not 2xx
	 */
	Price price(String coin, String secret) {
		return Objects.requireNonNull(this.http.get()
			.uri("/prices/{coin}", coin)
			.headers((headers) -> headers.setBearerAuth(secret))
			.retrieve()
			.body(Price.class));
	}

	/**
	 * A price.
	 *
	 * @param usd in US dollars
	 */
	record Price(BigDecimal usd) {
	}

}
