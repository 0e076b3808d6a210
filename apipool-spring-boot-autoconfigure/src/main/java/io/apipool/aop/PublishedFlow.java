package io.apipool.aop;

import java.util.function.Function;

import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import kotlinx.coroutines.flow.FlowKt;
import kotlinx.coroutines.reactive.ReactiveFlowKt;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * A flow over a publisher that is made for each collection, in the collector's context.
 * Its elements are asked for one by one, as those of any flow: what the collector does
 * not want is not fetched.
 */
final class PublishedFlow implements Flow<Object> {

	private final Function<CoroutineContext, Object> publisher;

	PublishedFlow(Function<CoroutineContext, Object> publisher) {
		this.publisher = publisher;
	}

	@Override
	@SuppressWarnings("unchecked")
	public @Nullable Object collect(FlowCollector<? super Object> collector, Continuation<? super Unit> continuation) {
		CoroutineContext context = continuation.getContext().minusKey(Job.Key);
		Flow<Object> flow = ReactiveFlowKt.asFlow((Publisher<Object>) this.publisher.apply(context));
		return FlowKt.buffer(flow, 0, BufferOverflow.SUSPEND).collect(collector, continuation);
	}

}
