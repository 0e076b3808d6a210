package io.apipool.actuate;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.apipool.ApiKeyPool;
import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.TestInstance;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.OncePerRequestFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page in a real browser, below a context path and under a strict content policy.
 */
@Tag("any-jdk")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardTests {

	private static final String PAGE = "/shop/actuator/apipooldashboard";

	private final Browser browser = Browser.open();

	private OperationsServer server;

	@BeforeAll
	void start() {
		this.server = OperationsServer.with(List.of(StrictPolicy.class), "server.servlet.context-path=/shop",
				"apipool.pools.demo.keys[0].id=one", "apipool.pools.demo.keys[0].value=canary-0001",
				"apipool.pools.demo.keys[1].id=two", "apipool.pools.demo.keys[1].value=canary-0002",
				"apipool.pools.demo.keys[2].id=three", "apipool.pools.demo.keys[2].value=canary-0003",
				"apipool.pools.demo.limits=10/m,5 concurrent", "apipool.pools.demo.pool-limits=1000/h",
				"apipool.pools.quiet.keys=canary-0004");
	}

	@AfterAll
	void stop() {
		this.server.stop();
		this.browser.quit();
	}

	@BeforeEach
	void open() {
		for (String key : List.of("one", "two", "three")) {
			demo().enable(key);
			demo().reset(key);
		}
		this.browser.go("about:blank");
		this.browser.complaints();
		this.browser.requests();
		this.browser.size(1280, 900);
		this.browser.go(this.server.address() + PAGE);
		this.browser.await("document.querySelectorAll('#keys tr').length === 3");
	}

	private ApiKeyPool demo() {
		return this.server.pool("demo");
	}

	private String rest(String reason) {
		KeyLease lease = demo().acquire(CallRequest.of("chat"));
		lease.ended((reason != null) ? new CallOutcome.KeyRejected(reason)
				: new CallOutcome.Throttled(Instant.now().plusSeconds(90), true));
		lease.close();
		return lease.key().id();
	}

	private static String row(String key) {
		return "#keys tr[data-key=" + key + "]";
	}

	@Test
	void showsEveryKeyOfThePoolWithItsState() {
		assertThat(this.browser.text("#pool-name")).isEqualTo("demo");
		for (String key : List.of("one", "two", "three")) {
			assertThat(this.browser.text(row(key))).contains(key, "usable", "10/m", "10 left", "5 concurrent");
		}
		assertThat(this.browser.text("#shared")).contains("1000/h");
		assertThat(this.browser.text("#pools")).contains("demo", "3 of 3", "quiet");
	}

	@Test
	void aCooldownIsSaidWithinThreeSeconds() {
		String key = rest(null);
		this.browser.await("document.querySelector('" + row(key) + "').innerText.includes('cooling')",
				Duration.ofSeconds(3));
		assertThat(this.browser.text(row(key))).contains("until");
		assertThat(this.browser.text("#changes")).contains(key + " is cooling");
		assertThat(this.browser.text("#tile-usable")).isEqualTo("2 of 3");
	}

	@Test
	void disablingAsksFirstAndKeepsTheFocus() {
		this.browser.click(row("two") + " button[data-action=disable]");
		assertThat(this.browser.text("#ask")).contains("Disable two?", "For how long");
		assertThat(demo().keys().get(1).state().word()).isEqualTo("usable");
		this.browser.find("#ask-duration").sendKeys("10m");
		this.browser.click("#ask-yes");
		this.browser.awaitText(row("two"), "disabled");
		assertThat(demo().keys().get(1).state().word()).isEqualTo("disabled");
		assertThat(demo().keys().get(1).until()).isBetween(Instant.now().plusSeconds(580),
				Instant.now().plusSeconds(600));
		this.browser.await("document.activeElement.dataset.action === 'enable'");
	}

	@Test
	void cancellingChangesNothing() {
		this.browser.click(row("one") + " button[data-action=drain]");
		this.browser.click("#ask-no");
		this.browser.await("!document.querySelector('#ask').open");
		assertThat(demo().keys().get(0).state().word()).isEqualTo("usable");
	}

	@Test
	void whatCannotBeDoneIsSaidInTheDialog() {
		this.browser.click(row("one") + " button[data-action=disable]");
		this.browser.find("#ask-duration").sendKeys("soon");
		this.browser.click("#ask-yes");
		this.browser.awaitText("#ask-failed", "'soon' is not a duration");
		assertThat(demo().keys().get(0).state().word()).isEqualTo("usable");
	}

	@Test
	void theFocusAndTheElementsStayWhileFiguresChange() {
		this.browser.script("window.row = document.querySelector(arguments[0]);"
				+ "window.row.querySelector('button[data-action=drain]').focus();", row("three"));
		String key = rest(null);
		this.browser.awaitText(row(key), "cooling");
		assertThat(this.browser.script("return window.row.isConnected"
				+ " && document.activeElement === window.row.querySelector('button[data-action=drain]')"))
			.isEqualTo(true);
	}

	@Test
	void theLastHourIsDrawn() {
		KeyLease lease = demo().acquire(CallRequest.of("chat"));
		lease.succeeded();
		lease.close();
		this.browser.go(this.server.address() + PAGE);
		this.browser.await("document.querySelectorAll('#chart-calls rect[data-series=good]').length > 0");
		assertThat(this.browser.text("#chart-calls-text")).contains("in the last hour", "succeeded");
		this.browser.click("#figures summary");
		this.browser.await("document.querySelectorAll('#figure-rows tr').length > 0");
	}

	@Test
	void aReasonIsTextAndNeverMarkup() {
		String key = rest("<img src=x onerror=\"window.pwned=1\">");
		this.browser.awaitText(row(key), "<img src=x");
		assertThat(this.browser.script("return window.pwned === undefined && document.images.length === 0"))
			.isEqualTo(true);
	}

	@Test
	void asksNoOtherHostAndTheConsoleHasNothingToSay() {
		String key = rest(null);
		this.browser.awaitText(row(key), "cooling");
		this.browser.click("#pools a[href='#pool=quiet']");
		this.browser.awaitText("#pool-name", "quiet");
		assertThat(this.browser.complaints()).isEmpty();
		assertThat(this.browser.requests()).isNotEmpty()
			.allSatisfy((request) -> assertThat(request).containsAnyOf("\"url\":\"" + this.server.address() + "/shop/",
					"\"url\":\"about:blank\""));
	}

	@Test
	void noSecretIsOnThePage() {
		assertThat((String) this.browser.script("return document.documentElement.outerHTML")).doesNotContain("canary");
	}

	@Test
	void whileTheServerIsAwayItSaysSoAndComesBack() {
		this.browser
			.script("window.fetchOfBrowser = window.fetch; window.fetch = () => Promise.reject(new TypeError());");
		this.browser.awaitText("#live", "Server away");
		this.browser.script("window.fetch = window.fetchOfBrowser;");
		this.browser.await("document.querySelector('#live').innerText === 'Live'");
	}

	@Test
	void theLinkPastThePoolsKeepsThePool() {
		this.browser.click("#pools a[href='#pool=quiet']");
		this.browser.awaitText("#pool-name", "quiet");
		this.browser.script("document.querySelector('.skip').focus(); document.querySelector('.skip').click();"
				+ "window.drawn = 0; new MutationObserver(() => window.drawn++)"
				+ ".observe(document.querySelector('#tile-spark'), {subtree: true, attributes: true});");
		this.browser.await("window.drawn > 1");
		assertThat(this.browser.text("#pool-name")).isEqualTo("quiet");
	}

	@Test
	void pausesWhereTheReaderWantsIt() {
		this.browser.click("#pause");
		this.browser.awaitText("#live", "Paused");
		this.browser.click("#pause");
		this.browser.awaitText("#live", "Live");
	}

	@Test
	void fitsAPhone() {
		this.browser.size(360, 740);
		this.browser.go(this.server.address() + PAGE);
		this.browser.await("document.querySelectorAll('#keys tr').length === 3");
		assertThat(this.browser.script("return document.documentElement.scrollWidth")).isEqualTo(360L);
	}

	@ParameterizedTest
	@ValueSource(ints = { 360, 480, 700, 1000, 1120, 1200, 1400 })
	void noButtonIsCutOffAtAnyWidth(int width) {
		this.browser.size(width, 900);
		this.browser.go(this.server.address() + PAGE);
		this.browser.await("document.querySelectorAll('#keys tr').length === 3");
		assertThat(this.browser
			.script("""
					return [...document.querySelectorAll('#keys button')].filter((button) => !button.hidden
						&& button.getBoundingClientRect().right > button.closest('table').getBoundingClientRect().right).length
					"""))
			.isEqualTo(0L);
	}

	@Test
	void picturesAreKept() {
		String cooling = rest(null);
		demo().disable(cooling.equals("two") ? "three" : "two", Duration.ofHours(2));
		this.browser.awaitText(row(cooling), "cooling");
		for (boolean dark : new boolean[] { false, true }) {
			this.browser.dark(dark);
			this.browser.size(1280, 900);
			this.browser.picture(dark ? "dark" : "light");
			this.browser.size(360, 740);
			this.browser.picture(dark ? "phone-dark" : "phone");
		}
		this.browser.dark(false);
	}

	@Configuration(proxyBeanMethods = false)
	static class StrictPolicy {

		@Bean
		OncePerRequestFilter contentPolicy() {
			return new OncePerRequestFilter() {
				@Override
				protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response,
						FilterChain chain) throws ServletException, IOException {
					response.setHeader("Content-Security-Policy",
							"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'");
					chain.doFilter(request, response);
				}
			};
		}

	}

}
