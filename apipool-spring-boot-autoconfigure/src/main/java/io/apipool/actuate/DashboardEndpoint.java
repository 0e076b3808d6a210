package io.apipool.actuate;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.PathMapper;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.util.MimeType;

/**
 * A page for operators: a file of markup, one of style and one of script, which draws
 * what the endpoint of the pools tells. The markup names the other two, and that
 * endpoint, relative to itself, so that a context path, a port or a base path of
 * management, and another name of an endpoint all keep working. What it names has a
 * version in its query: no cache can mix files of two versions. Internal.
 */
@WebEndpoint(id = "apipooldashboard")
public class DashboardEndpoint {

	private static final EndpointId PAGE = EndpointId.of("apipooldashboard");

	private static final EndpointId DATA = EndpointId.of("apipool");

	private static final Map<String, MimeType> FILES = Map.of("app.js",
			new MimeType("text", "javascript", StandardCharsets.UTF_8), "app.css",
			new MimeType("text", "css", StandardCharsets.UTF_8), "app.svg", new MimeType("image", "svg+xml"));

	private final Resource page;

	/**
	 * Creates the endpoint.
	 * @param paths what endpoints are called in addresses
	 */
	public DashboardEndpoint(List<PathMapper> paths) {
		String own = PathMapper.getRootPath(paths, PAGE);
		String data = PathMapper.getRootPath(paths, DATA);
		String markup = DashboardFile.text("index.html")
			.replace("@self@", own.substring(own.lastIndexOf('/') + 1))
			.replace("@data@", "../".repeat(own.split("/").length - 1) + data)
			.replace("@version@", DashboardFile.version(FILES.keySet()));
		this.page = new ByteArrayResource(markup.getBytes(StandardCharsets.UTF_8));
	}

	@ReadOperation(produces = "text/html; charset=UTF-8")
	Resource page() {
		return this.page;
	}

	@ReadOperation(produces = { "text/javascript; charset=UTF-8", "text/css; charset=UTF-8", "image/svg+xml" })
	WebEndpointResponse<Resource> file(@Selector String file) {
		MimeType type = FILES.get(file);
		return (type != null) ? new WebEndpointResponse<>(DashboardFile.of(file), type)
				: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
	}

}
