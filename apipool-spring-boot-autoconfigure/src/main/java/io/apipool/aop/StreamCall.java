package io.apipool.aop;

import java.util.stream.BaseStream;

import io.apipool.KeyLease;
import io.apipool.LeaseBinding;
import io.apipool.pool.CallPlan;
import io.apipool.pool.CallSession;
import io.apipool.pool.LeasedCall;
import io.apipool.pool.PooledCalls;
import io.apipool.pool.UsageOf;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * A call of a method that returns a stream: tried again until the stream is there, and
 * never after.
 */
final class StreamCall {

	private final PooledCalls pool;

	private final LeasedCall<MethodInvocation, ?> body;

	private final MethodInvocation invocation;

	private final CallSession session;

	StreamCall(PooledCalls pool, CallPlan plan, LeasedCall<MethodInvocation, ?> body, MethodInvocation invocation) {
		this.pool = pool;
		this.body = body;
		this.invocation = invocation;
		this.session = pool.requests(plan);
	}

	@Nullable BaseStream<?, ?> run() throws Throwable {
		while (true) {
			KeyLease lease = this.session.await();
			try {
				return begin(lease);
			}
			catch (Throwable ex) {
				Throwable last = this.session.failed(lease, ex, true);
				if (last != null) {
					throw last;
				}
			}
		}
	}

	private @Nullable BaseStream<?, ?> begin(KeyLease lease) throws Throwable {
		lease.sent();
		BaseStream<?, ?> stream = LeaseBinding.<@Nullable BaseStream<?, ?>, Throwable>within((LeaseBinding.Scope) lease,
				() -> (BaseStream<?, ?>) this.body.call(lease, this.invocation));
		LeasedStream hold = new LeasedStream(this.pool, this.session, lease,
				(last) -> UsageOf.call(this.body, last, this.invocation));
		if (stream == null) {
			hold.ended();
			return null;
		}
		return HeldStreams.of(stream, hold);
	}

}
