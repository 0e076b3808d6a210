package io.apipool.definition;

import java.time.Duration;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for parsers over any text.
 */
class ParserPropertiesTests {

	@Property
	void anyTextIsALimitOrAnIllegalArgument(@ForAll("texts") String text) {
		try {
			LimitDefinition limit = LimitDefinition.parse(text);
			assertThat(limit.amount()).isPositive().isFinite();
			assertThat(LimitDefinition.parse(limit.toString())).isEqualTo(limit);
		}
		catch (IllegalArgumentException ex) {
			assertThat(ex).hasMessageContaining(":").hasNoCause();
		}
	}

	@Property
	void whatIsBuiltByTheGrammarIsALimit(@ForAll("limits") String text) {
		LimitDefinition limit = LimitDefinition.parse(text);
		assertThat(limit.text()).isEqualTo(text);
		assertThat(LimitDefinition.parse(limit.toString())).isEqualTo(limit);
	}

	@Property
	void anyTextIsADurationOrAnIllegalArgument(@ForAll("texts") String text) {
		try {
			assertThat(Durations.parse(text)).isGreaterThanOrEqualTo(Duration.ZERO);
		}
		catch (IllegalArgumentException ex) {
			assertThat(ex).hasMessageContaining(":").hasNoCause();
		}
	}

	@Property
	void anyTextIsARateOrAnIllegalArgument(@ForAll("texts") String text) {
		try {
			assertThat(RateParser.parse(text)).isPositive().isFinite();
		}
		catch (IllegalArgumentException ex) {
			assertThat(ex).hasMessageContaining(":").hasNoCause();
		}
	}

	@Property
	void anyTextIsAValueOrAnIllegalArgument(@ForAll("texts") String text) {
		try {
			assertThat(Values.number(text)).isNotNegative().isFinite();
			assertThat(Values.countOrZero(text)).isNotNegative();
		}
		catch (IllegalArgumentException ex) {
			assertThat(ex).hasMessageContaining(":").hasNoCause();
		}
	}

	@Example
	void noZeroIsNegative() {
		assertThatIllegalArgumentException().isThrownBy(() -> Values.number("-0")).withMessageContaining("is negative");
	}

	@Provide
	Arbitrary<String> texts() {
		Arbitrary<String> near = Arbitraries
			.of("10", "0", "k", "M", " ", "/", "m", "s", "day", "month", "@", "UTC", "burst", "margin", "200ms",
					"concurrent", "tokens", "-", "99999999999999999999", ".", "P", "T", "e", "%", "\t", "+02:00")
			.list()
			.ofMaxSize(9)
			.map((parts) -> String.join("", parts));
		return Arbitraries.oneOf(near, Arbitraries.strings(), limits());
	}

	@Provide
	Arbitrary<String> limits() {
		Arbitrary<String> amount = Arbitraries.integers()
			.between(1, 99_999)
			.flatMap((n) -> Arbitraries.of("", "k", "M").map((suffix) -> n + suffix));
		Arbitrary<String> dimension = Arbitraries.of("", " tokens", " requests", " credits", " cost", " own-word");
		Arbitrary<String> window = Arbitraries.of("s", "7s", "min", "2h", "day", "3week", "m burst 5", "h margin 1s",
				"m burst 5k margin 200ms", "d@UTC", "month@Europe/Berlin", "year@UTC margin 1s");
		return Arbitraries.oneOf(Combinators.combine(amount, dimension, window).as((a, d, w) -> a + d + "/" + w),
				amount.map((a) -> a + " concurrent"));
	}

}
