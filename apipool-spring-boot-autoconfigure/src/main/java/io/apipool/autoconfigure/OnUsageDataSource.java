package io.apipool.autoconfigure;

import javax.sql.DataSource;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Matches where it is clear which data source usage is kept in: the only one, the primary
 * one, or the one that is named.
 */
final class OnUsageDataSource extends AnyNestedCondition {

	OnUsageDataSource() {
		super(ConfigurationPhase.REGISTER_BEAN);
	}

	@ConditionalOnSingleCandidate(DataSource.class)
	static final class Single {

	}

	@Conditional(OnName.class)
	static final class Named {

	}

	static final class OnName extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			boolean named = StringUtils.hasText(context.getEnvironment().getProperty(UsageDataSource.PROPERTY));
			return new ConditionOutcome(named, UsageDataSource.PROPERTY + (named ? " is set" : " is not set"));
		}

	}

}
