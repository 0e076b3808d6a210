package io.apipool.aop;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.apipool.ApiKeyPoolListener;
import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.annotation.PooledApiCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What annotations say of a request and of what was used.
 */
@ExtendWith(OutputCaptureExtension.class)
class ExpressionTests {

	private final ApplicationContextRunner contexts = Calls.contexts()
		.withBean(Requests.class)
		.withBean(Service.class)
		.withBean("tokenizer", Tokenizer.class);

	@Test
	void whatIsWrittenStandsForItself() {
		this.contexts.run((context) -> {
			context.getBean(Service.class).constant();
			CallRequest request = context.getBean(Requests.class).last();
			assertThat(request.operation()).isEqualTo("chat");
			assertThat(request.model()).isEqualTo("gpt-4o");
			assertThat(request.tokens()).hasValue(500);
			assertThat(request.units()).containsEntry("credits", 2.5);
			assertThat(request.affinity()).isEqualTo("us");
			assertThat(request.maxWait()).hasValue(Duration.ofSeconds(30));
			assertThat(request.priority()).isEqualTo(5);
			assertThat(request.maxAttempts()).isEqualTo(2);
		});
	}

	@Test
	void theOperationIsTheMethodsName() {
		this.contexts.run((context) -> {
			context.getBean(Service.class).used(new Reply(1, 1));
			assertThat(context.getBean(Requests.class).last().operation()).isEqualTo("Service.used");
		});
	}

	@Test
	void expressionsSeeTheArgumentsOfEachCall() {
		this.contexts.run((context) -> {
			Service service = context.getBean(Service.class);
			service.dynamic(new Prompt("gpt-5", "four"), "anna", Duration.ofSeconds(1));
			service.dynamic(new Prompt("gpt-6", "longer"), "bob", Duration.ofSeconds(2));
			CallRequest request = context.getBean(Requests.class).last();
			assertThat(request.model()).isEqualTo("gpt-6");
			assertThat(request.tokens()).hasValue(6);
			assertThat(request.units()).containsEntry("credits", 12.0);
			assertThat(request.affinity()).isEqualTo("bob");
			assertThat(request.maxWait()).hasValue(Duration.ofSeconds(2));
		});
	}

	@Test
	void whatAnExpressionLeavesNullIsNotNamed() {
		this.contexts.run((context) -> {
			context.getBean(Service.class).dynamic(new Prompt(null, null), null, null);
			CallRequest request = context.getBean(Requests.class).last();
			assertThat(request.model()).isNull();
			assertThat(request.affinity()).isNull();
			assertThat(request.maxWait()).isEmpty();
		});
	}

	@Test
	void anExpressionThatGivesNoAmountFailsBeforeAKeyIsTaken() {
		this.contexts.run((context) -> {
			Service service = context.getBean(Service.class);
			assertThatIllegalArgumentException().isThrownBy(() -> service.counted("x")).withMessageContaining("tokens");
			assertThatIllegalArgumentException().isThrownBy(() -> service.counted(-1)).withMessageContaining("-1");
			assertThat(Calls.of(context).leased).isEmpty();
		});
	}

	@Test
	void whatWasUsedComesFromTheResult() {
		this.contexts.run((context) -> {
			context.getBean(Service.class).used(new Reply(120, 0.5));
			assertThat(context.getBean(Requests.class).used()).isEqualTo(Map.of("tokens", 120.0, "cost", 0.5));
		});
	}

	@Test
	void theResultOfAStreamIsItsLastElement() {
		this.contexts.run((context) -> {
			context.getBean(Service.class).streamed().blockLast();
			assertThat(context.getBean(Requests.class).used()).isEqualTo(Map.of("tokens", 7.0));
		});
	}

	@Test
	void aResultThatAnExpressionDoesNotFitBreaksNothingAndIsSaidOnce(CapturedOutput output) {
		this.contexts.run((context) -> {
			Service service = context.getBean(Service.class);
			assertThat(service.used(null)).isNull();
			assertThat(service.used(null)).isNull();
			assertThat(Calls.of(context).outcomes).containsExactly("succeeded", "succeeded");
			assertThat(output.getOut()).containsOnlyOnce("What Service.used used could not be read");
		});
	}

	record Prompt(String model, String text) {
	}

	record Reply(long tokens, double cost) {
	}

	static class Tokenizer {

		public int count(String text) {
			return (text != null) ? text.length() : 0;
		}

	}

	static class Requests implements ApiKeyPoolListener {

		private final List<CallRequest> requests = new CopyOnWriteArrayList<>();

		private final List<CallOutcome> outcomes = new CopyOnWriteArrayList<>();

		CallRequest last() {
			return this.requests.get(this.requests.size() - 1);
		}

		Map<String, Double> used() {
			return ((CallOutcome.Succeeded) this.outcomes.get(this.outcomes.size() - 1)).usage().units();
		}

		@Override
		public void leased(KeyLease lease) {
			this.requests.add(lease.request());
		}

		@Override
		public void ended(KeyLease lease, CallOutcome outcome, Duration latency) {
			this.outcomes.add(outcome);
		}

	}

	static class Service {

		@PooledApiCall(pool = "demo", operation = "chat", model = "gpt-4o", tokens = "500", units = "credits: 2.5",
				affinity = "us", maxWait = "30s", priority = 5, maxAttempts = 2)
		public void constant() {
		}

		@PooledApiCall(pool = "demo", model = "#prompt.model", tokens = "@tokenizer.count(#prompt.text)",
				units = "credits: #p0.text == null ? 0 : #prompt.text.length() * 2", affinity = "#user",
				maxWait = "#patience")
		public void dynamic(Prompt prompt, String user, Duration patience) {
		}

		@PooledApiCall(pool = "demo", tokens = "#count")
		public void counted(Object count) {
		}

		@PooledApiCall(pool = "demo", actual = { "tokens: #result.tokens", "cost: #result.cost" })
		public Reply used(Reply reply) {
			return reply;
		}

		@PooledApiCall(pool = "demo", actual = "tokens: #result")
		public Flux<Integer> streamed() {
			return Flux.just(3, 7);
		}

	}

}
