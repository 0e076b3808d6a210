package io.apipool.http;

import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.http.io.entity.NullEntity;
import org.jspecify.annotations.Nullable;

import org.springframework.http.client.ClientHttpRequest;

/**
 * Requests of Apache HttpComponents. Their context says whether redirects are followed.
 * The client also sends a request again by itself after a 429 or 503, with the same key,
 * and nothing but an entity that cannot be repeated holds it back; so a request without a
 * body gets an empty one.
 */
final class HttpComponentsRequests {

	private HttpComponentsRequests() {
	}

	static @Nullable ClientHttpRequest unfollowing(ClientHttpRequest request) {
		HttpClientContext context = HiddenFields.read(request, HttpClientContext.class);
		if (context == null) {
			return null;
		}
		RequestConfig config = context.getRequestConfig();
		context.setRequestConfig(RequestConfig.copy((config != null) ? config : RequestConfig.DEFAULT)
			.setRedirectsEnabled(false)
			.build());
		ClassicHttpRequest sent = HiddenFields.read(request, ClassicHttpRequest.class);
		if (sent != null && !Method.TRACE.isSame(sent.getMethod())) {
			sent.setEntity(new Once());
		}
		return request;
	}

	/**
	 * Nothing, to be sent once.
	 */
	private static final class Once extends HttpEntityWrapper {

		Once() {
			super(NullEntity.INSTANCE);
		}

		@Override
		public boolean isRepeatable() {
			return false;
		}

	}

}
