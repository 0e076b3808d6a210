package io.apipool.pool;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;

import io.apipool.CallOutcome;
import io.apipool.OutcomeClassifier;
import io.apipool.OutcomeWords;
import io.apipool.Timekeeper;
import io.apipool.definition.OutcomeDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.provider.ThrownAnswer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Tells what an exception means: the application's classifiers, the pool's
 * {@code outcomes}, those of the libraries in use, any exception with a status; I/O
 * errors and time-outs failed; all else is the caller's own. Each is asked for the
 * exception and its causes, five deep.
 */
final class Classification {

	private static final Log logger = LogFactory.getLog(Classification.class);

	/** How many causes are asked for. */
	static final int DEEP = 5;

	private final List<OutcomeClassifier> classifiers = new ArrayList<>();

	private final int own;

	Classification(PoolDefinition definition, Surroundings surroundings) {
		Timekeeper timekeeper = surroundings.timekeeper();
		this.classifiers.addAll(surroundings.classifiers().first());
		definition.policies().outcomes().forEach((outcome) -> this.classifiers.add(configured(outcome, timekeeper)));
		this.own = this.classifiers.size();
		this.classifiers.addAll(surroundings.classifiers().last());
		this.classifiers.add(new StatusExceptions(timekeeper));
		this.classifiers.add(Classification::inputOutput);
	}

	CallOutcome classify(Throwable thrown) {
		return classify(thrown, this.classifiers);
	}

	/**
	 * Classifies an exception that a key of another pool has been charged with: only what
	 * the application itself says of it counts.
	 */
	CallOutcome classifyForeign(Throwable thrown) {
		return classify(thrown, this.classifiers.subList(0, this.own));
	}

	private static CallOutcome classify(Throwable thrown, List<OutcomeClassifier> classifiers) {
		for (OutcomeClassifier classifier : classifiers) {
			Throwable cause = thrown;
			for (int depth = 0; cause != null && depth < DEEP; depth++) {
				CallOutcome outcome = ask(classifier, cause);
				if (outcome != null) {
					return outcome;
				}
				cause = cause.getCause();
			}
		}
		return new CallOutcome.RequestError(thrown);
	}

	private static @Nullable CallOutcome ask(OutcomeClassifier classifier, Throwable thrown) {
		try {
			return classifier.classify(thrown);
		}
		catch (Throwable ex) {
			logger.warn("The classifier " + classifier.getClass().getName() + " failed; the next is asked", ex);
			return null;
		}
	}

	private static OutcomeClassifier configured(OutcomeDefinition definition, Timekeeper timekeeper) {
		return (thrown) -> {
			for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
				if (type.getName().equals(definition.exception())) {
					return OutcomeWords.outcome(definition.outcome(),
							ThrownAnswer.retryAt(thrown, timekeeper.instant()), thrown);
				}
			}
			return null;
		};
	}

	private static @Nullable CallOutcome inputOutput(Throwable thrown) {
		if (thrown instanceof InterruptedException || thrown instanceof CancellationException
				|| thrown instanceof ClosedByInterruptException
				|| (thrown instanceof InterruptedIOException && Thread.currentThread().isInterrupted())) {
			return new CallOutcome.Cancelled();
		}
		return (thrown instanceof IOException || thrown instanceof TimeoutException) ? new CallOutcome.Failed(thrown)
				: null;
	}

}
