package io.apipool.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.ImportHttpServices;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the page on HTTP clients shows compiles as it is printed: it stands below.
 */
class HttpPageTests {

	private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

	@Test
	void whatThePageShowsCompiles() throws IOException {
		String page = Files.readString(Path.of("../docs/http.md"));
		String compiled = bare(Files.readString(Path.of("src/test/java/io/apipool/http/HttpPageTests.java")));
		List<String> shown = JAVA.matcher(page).results().map((MatchResult block) -> bare(block.group(1))).toList();
		assertThat(shown).hasSize(5).allSatisfy((block) -> assertThat(compiled).contains(block));
	}

	@Test
	void thePageNamesTheMessagesAsTheyAre() throws IOException {
		String page = Files.readString(Path.of("../docs/http.md"));
		assertThat(page).contains("apipool.tokens", "apipool.model", "allow-unchecked-redirects");
		assertThat(Redirect.MOST).isEqualTo(5);
	}

	private static String bare(String code) {
		return code.replaceAll("\\s+", "");
	}

	static final class Templates {

		@Bean
		RestTemplate notionTemplate(PooledRestClients clients) {
			RestTemplate template = new RestTemplate();
			template.getInterceptors().add(clients.interceptor("notion"));
			return template;
		}

	}

	Flux<String> stream(PooledWebClients clients, Object question) {
		// @formatter:off
		Flux<String> answer = clients.create("openai")
			.post()
			.uri("/chat/completions")
			.bodyValue(question)
			.retrieve()
			.bodyToFlux(String.class);
		// @formatter:on
		return answer;
	}

	@Nullable String ask(RestClient client, Object question) {
		// @formatter:off
		String answer = client.post()
			.uri("/chat/completions")
			.attribute("apipool.tokens", 2000)
			.body(question)
			.retrieve()
			.body(String.class);
		// @formatter:on
		return answer;
	}

	Flux<String> ask(PooledWebClients clients, Object question) {
		// @formatter:off
		Flux<String> answer = clients.create("openai").post()
			.uri("/chat/completions")
			.bodyValue(question)
			.retrieve()
			.bodyToFlux(String.class);
		// @formatter:on
		return answer;
	}

}

interface Users {

	@GetExchange("/users/{id}")
	User user(@PathVariable String id);

}

@Configuration
@ImportHttpServices(group = "notion", types = Users.class)
class Services {

}

record User(String name) {
}

@Component
class Pages {

	private final RestClient notion;

	Pages(PooledRestClients clients) {
		this.notion = clients.create("notion");
	}

	String title(String id) {
		return this.notion.get().uri("/pages/{id}", id).retrieve().body(String.class);
	}

}
