package io.apipool.limit;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.apipool.queue.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * A call's wish for permits of one count. All calls of a count need the same limits, so
 * none passes another.
 */
final class LimitClaim extends Claim implements Waiting {

	private static final PermitPath ALONE = new PermitPath(List.of(), PermitScope.NO_MODEL);

	private final PermitStore store;

	private final PermitScope scope;

	private final Need need;

	private final long deadline;

	private final Consumer<End> whenEnded;

	private final AtomicBoolean asked = new AtomicBoolean();

	/**
	 * Creates a claim.
	 * @param store where permits are counted
	 * @param scope the count
	 * @param need how many
	 * @param deadline when waiting ends, in monotonic nanoseconds
	 * @param whenEnded told once how waiting ended, also where it never began
	 */
	LimitClaim(PermitStore store, PermitScope scope, Need need, long deadline, Consumer<End> whenEnded) {
		this.store = store;
		this.scope = scope;
		this.need = need;
		this.deadline = deadline;
		this.whenEnded = whenEnded;
	}

	@Override
	protected PermitPath path() {
		return ALONE;
	}

	@Override
	protected Need need() {
		return this.need;
	}

	@Override
	protected @Nullable PermitScope next() {
		return this.asked.getAndSet(true) ? null : this.scope;
	}

	@Override
	protected PermitScope scope() {
		return this.scope;
	}

	@Override
	protected void refused(Refusal refusal) {
	}

	@Override
	public int priority() {
		return 0;
	}

	@Override
	public long deadline() {
		return this.deadline;
	}

	@Override
	public boolean tryNow(long now) {
		this.asked.set(false);
		return this.store.admit(this, now);
	}

	@Override
	public long earliest(long now) {
		return this.scope.earliest(this.need, PermitScope.NO_MODEL, now);
	}

	@Override
	public boolean mayPass(Waiting before) {
		return false;
	}

	@Override
	public void served() {
		this.whenEnded.accept(End.GRANTED);
	}

	@Override
	public void refused(long retryAt) {
		this.whenEnded.accept(new End(Kind.REFUSED, retryAt));
	}

	@Override
	public void closed() {
		this.whenEnded.accept(End.CLOSED);
	}

	/**
	 * How waiting ended.
	 *
	 * @param kind how
	 * @param retryAt when trying again may succeed, in monotonic nanoseconds
	 */
	record End(Kind kind, long retryAt) {

		static final End GRANTED = new End(Kind.GRANTED, NEVER);

		static final End CLOSED = new End(Kind.CLOSED, NEVER);

	}

	enum Kind {

		GRANTED, REFUSED, CLOSED

	}

}
