package io.apipool.actuate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;

import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A real browser without a window. Where there is none, the tests that want it are
 * skipped with a line that says so; with {@code DASHBOARD_TESTS=required} in the
 * environment they fail.
 */
final class Browser {

	private static final List<String> FLAGS = List.of("--headless=new", "--no-sandbox", "--disable-gpu",
			"--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--disable-background-networking",
			"--disable-component-update", "--disable-sync");

	private static final Path PROGRAM = Path.of("/usr/bin/chromium");

	private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

	private static final Path SCREENSHOTS = Path.of("target", "screenshots");

	/** How long anything may take on a machine that is busy with other things. */
	static final Duration PATIENCE = Duration.ofSeconds(20);

	private final ChromeDriver driver;

	private Browser(ChromeDriver driver) {
		this.driver = driver;
	}

	static Browser open() {
		if (!Files.isExecutable(PROGRAM) || !Files.isExecutable(DRIVER)) {
			String missing = "There is no browser here (" + PROGRAM + ", " + DRIVER
					+ "): the tests of the page are skipped";
			if ("required".equals(System.getenv("DASHBOARD_TESTS"))) {
				throw new IllegalStateException(missing + ", but DASHBOARD_TESTS=required demands them");
			}
			System.out.println(missing);
			Assumptions.abort(missing);
		}
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		logs.enable(LogType.PERFORMANCE, Level.ALL);
		ChromeOptions options = new ChromeOptions();
		options.setBinary(PROGRAM.toString());
		options.addArguments(FLAGS);
		options.setCapability("goog:loggingPrefs", logs);
		ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
		ChromeDriver driver = new ChromeDriver(service, options);
		driver.manage().timeouts().scriptTimeout(PATIENCE.multipliedBy(2));
		return new Browser(driver);
	}

	ChromeDriver driver() {
		return this.driver;
	}

	void quit() {
		this.driver.quit();
	}

	void go(String address) {
		this.driver.get(address);
	}

	void size(int width, int height) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
	}

	void dark(boolean dark) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
	}

	/**
	 * Waits until a condition of the page holds.
	 * @param condition an expression of JavaScript
	 * @param patience how long
	 * @throws AssertionError if it does not hold by then
	 */
	void await(String condition, Duration patience) {
		Object held = this.driver.executeAsyncScript("""
				const done = arguments[arguments.length - 1];
				const end = performance.now() + arguments[0];
				const look = () => {
					let held = false;
					try { held = Boolean(%s); } catch (failure) { }
					if (held || performance.now() > end) { done(held); } else { setTimeout(look, 20); }
				};
				look();""".formatted(condition), patience.toMillis());
		if (!Boolean.TRUE.equals(held)) {
			throw new AssertionError(
					"not within " + patience + ": " + condition + "; the page shows:\n" + text("body"));
		}
	}

	void await(String condition) {
		await(condition, PATIENCE);
	}

	/**
	 * Waits until an element shows a text.
	 */
	void awaitText(String selector, String text) {
		await("document.querySelector(`" + selector + "`).innerText.includes(`" + text + "`)");
	}

	/**
	 * Clicks an element as a reader does, once it stands still.
	 */
	void click(String selector) {
		await("""
				(() => {
					const found = document.querySelector(`%s`);
					found.scrollIntoView({ block: 'center' });
					const place = JSON.stringify(found.getBoundingClientRect());
					const still = found.offsetHeight > 0 && window.lastPlace === place;
					window.lastPlace = place;
					return still;
				})()""".formatted(selector));
		find(selector).click();
	}

	WebElement find(String selector) {
		return this.driver.findElement(By.cssSelector(selector));
	}

	String text(String selector) {
		return find(selector).getText();
	}

	Object script(String script, Object... arguments) {
		return this.driver.executeScript(script, arguments);
	}

	/**
	 * Returns what the console says that is not good.
	 */
	List<String> complaints() {
		return this.driver.manage()
			.logs()
			.get(LogType.BROWSER)
			.getAll()
			.stream()
			.filter((entry) -> entry.getLevel().intValue() >= Level.WARNING.intValue())
			.map(LogEntry::toString)
			.toList();
	}

	/**
	 * Returns every request that the browser has sent since it was asked last.
	 */
	List<String> requests() {
		return this.driver.manage()
			.logs()
			.get(LogType.PERFORMANCE)
			.getAll()
			.stream()
			.map(LogEntry::getMessage)
			.filter((message) -> message.contains("Network.requestWillBeSent\""))
			.toList();
	}

	/**
	 * Keeps a picture of the whole page.
	 */
	void picture(String name) {
		try {
			Files.createDirectories(SCREENSHOTS);
			Object height = script("return Math.ceil(document.documentElement.scrollHeight)");
			Object width = script("return window.innerWidth");
			size(((Number) width).intValue(), Math.min(4000, ((Number) height).intValue()));
			Files.write(SCREENSHOTS.resolve(name + ".png"), this.driver.getScreenshotAs(OutputType.BYTES));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
