package io.apipool.autoconfigure;

import io.apipool.web.PoolProblemAdvice;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;
import org.springframework.web.bind.annotation.ControllerAdvice;

/**
 * Answers of web applications, servlet and reactive, for exhausted pools and limits.
 * Comes last: advice of the same order goes in the order in which it is registered.
 */
@AutoConfiguration
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@Conditional(OnSwitchedOn.class)
@ConditionalOnWebApplication
@ConditionalOnClass(ControllerAdvice.class)
public final class WebProblemAutoConfiguration {

	@Bean
	PoolProblemAdvice apiPoolProblemAdvice() {
		return new PoolProblemAdvice();
	}

}
