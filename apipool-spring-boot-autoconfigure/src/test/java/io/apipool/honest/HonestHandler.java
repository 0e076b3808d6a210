package io.apipool.honest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/** Takes a request over the link, past the counter and through the work to its answer. */
final class HonestHandler implements HttpHandler {

	private final ProviderOptions options;

	private final Desk desk;

	private final ScheduledExecutorService timer;

	HonestHandler(ProviderOptions options, Desk desk, ScheduledExecutorService timer) {
		this.options = options;
		this.desk = desk;
		this.timer = timer;
	}

	@Override
	public void handle(HttpExchange exchange) throws IOException {
		Call call = read(exchange);
		Answer answer = new Answer(exchange, this.timer);
		if (call.path().equals("/warm-up")) {
			after(TimeUnit.MILLISECONDS.toNanos(100), () -> answer.send(200, "{}"));
			return;
		}
		after(this.options.drawJitter(), () -> count(call, answer));
	}

	private void count(Call call, Answer answer) {
		String secret = call.secret(this.options.keyHeader);
		Optional<Account> account = this.desk.find(secret);
		if (account.isEmpty()) {
			work(() -> answer.send(401, "{\"error\":\"unknown key\"}"));
			return;
		}
		Optional<Fault> fault = this.desk.trouble(secret);
		if (fault.isPresent() && !fault.get().counts()) {
			work(() -> strike(fault.get(), answer));
			return;
		}
		arrive(account.get(), call, call.request(secret), fault, answer);
	}

	private void arrive(Account account, Call call, Request request, Optional<Fault> fault, Answer answer) {
		Verdict verdict = account.arrive(System::nanoTime, request);
		announce(account, answer);
		if (!verdict.accepted()) {
			answer.header("Retry-After", this.options.retryAfter.text(verdict.delay()));
			work(() -> answer.send(429, "{\"error\":\"too many requests\"}"));
			return;
		}
		if (!verdict.repeated()) {
			answer.onLastByte(() -> account.release(request));
		}
		work(() -> fault.ifPresentOrElse((struck) -> strike(struck, answer),
				() -> answer.send(200, this.options.answer.apply(call), this.options.parts, this.options.pause)));
	}

	private void announce(Account account, Answer answer) {
		Account.Announcement now = (this.options.announced != null) ? account.announce(System.nanoTime()) : null;
		if (now != null) {
			this.options.announced.of(now, this.options.reset.text(now.resetIn())).forEach(answer::header);
		}
	}

	private static void strike(Fault fault, Answer answer) {
		if (fault.status() == 0) {
			answer.cut();
			return;
		}
		answer.header("Retry-After", fault.retryAfter().isEmpty() ? null : fault.retryAfter());
		answer.send(fault.status(), "{\"error\":\"trouble\"}");
	}

	private void work(Runnable end) {
		after(this.options.drawLatency(), end);
	}

	private void after(long nanos, Runnable task) {
		if (nanos == 0) {
			task.run();
		}
		else {
			this.timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
		}
	}

	private static Call read(HttpExchange exchange) throws IOException {
		Map<String, String> headers = new HashMap<>();
		exchange.getRequestHeaders()
			.forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		return new Call(exchange.getRequestMethod(), exchange.getRequestURI().getPath(),
				Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""), headers, body);
	}

}
