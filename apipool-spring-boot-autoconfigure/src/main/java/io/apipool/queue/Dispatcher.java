package io.apipool.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Goes over the calls that wait: who is tried, who is held, who is refused. Used under
 * the queue's lock; the ends it brings about are collected, to be run without it.
 */
final class Dispatcher {

	private static final Log logger = LogFactory.getLog(WaitingQueue.class);

	private final Line line;

	private final Blockers blockers = new Blockers();

	private final List<Runnable> ends = new ArrayList<>();

	private final AtomicBoolean review = new AtomicBoolean();

	private final AtomicBoolean closed = new AtomicBoolean();

	private final AtomicInteger maxWaiting;

	private final AtomicBoolean passWanted;

	private final AtomicBoolean dropsLowest = new AtomicBoolean();

	/**
	 * Creates a dispatcher.
	 * @param maxWaiting how many may wait of those that take room
	 * @param passWanted set where a pass is to be made after a step
	 */
	Dispatcher(Line line, int maxWaiting, AtomicBoolean passWanted) {
		this.line = line;
		this.passWanted = passWanted;
		this.maxWaiting = new AtomicInteger(maxWaiting);
	}

	void maxWaiting(int maxWaiting) {
		this.maxWaiting.set(maxWaiting);
	}

	void dropsLowest(boolean dropsLowest) {
		this.dropsLowest.set(dropsLowest);
	}

	/**
	 * Judges in the next pass all who wait. May be called without the lock.
	 */
	void review() {
		this.review.set(true);
	}

	/**
	 * Makes a pass.
	 */
	void goOver(long now) {
		boolean judge = this.review.getAndSet(false);
		this.blockers.forgetRetries();
		for (Entry entry : this.line.inOrder()) {
			guarded(entry, () -> advance(entry, judge, now));
		}
	}

	private void advance(Entry before, boolean judge, long now) {
		boolean mayGo = this.blockers.letPass(before);
		if (mayGo && before.call().tryNow(now)) {
			end(before, before.call()::served);
			return;
		}
		Entry entry = this.line.refreshed(before);
		if (entry.isOver(now)) {
			refuse(entry, entry.call().earliest(now));
		}
		else if (mayGo) {
			long earliest = entry.call().earliest(now);
			if (judge && entry.isHopeless(earliest)) {
				refuse(entry, earliest);
			}
			else {
				block(entry, earliest, now);
			}
		}
		else if (judge && entry.call().isHopeless(now)) {
			refuse(entry, entry.call().earliest(now));
		}
	}

	void arrive(Waiting call, long now) {
		if (this.line.contains(call)) {
			throw new IllegalStateException("the call is waiting already");
		}
		if (this.closed.get()) {
			this.ends.add(call::closed);
			return;
		}
		try {
			Entry entry = this.line.add(call, now);
			guarded(entry, () -> advanceFirst(entry, now));
		}
		catch (Throwable ex) {
			logFailure(ex);
			this.ends.add(() -> call.refused(Waiting.NEVER));
		}
	}

	private void advanceFirst(Entry arrived, long now) {
		boolean mayGo = this.blockers.letPass(arrived);
		if (mayGo && arrived.call().tryNow(now)) {
			end(arrived, arrived.call()::served);
			return;
		}
		Entry entry = this.line.refreshed(arrived);
		long earliest = entry.call().earliest(now);
		if (entry.isOver(now) || entry.isHopeless(earliest) || !makesRoom(entry, now)) {
			refuse(entry, earliest);
		}
		else if (mayGo) {
			block(entry, earliest, now);
		}
	}

	/**
	 * Tells whether there is room for one that has come, if need be in place of the last
	 * in order. Behind that one may stand who takes no room: those are looked at again.
	 */
	private boolean makesRoom(Entry arrived, long now) {
		if (!arrived.call().takesRoom() || this.line.room() <= this.maxWaiting.get()) {
			return true;
		}
		Entry last = this.line.last();
		if (!this.dropsLowest.get() || last.call() == arrived.call()) {
			return false;
		}
		this.passWanted.compareAndSet(false, !this.line.isLast(last));
		guarded(last, () -> refuse(last, last.call().earliest(now)));
		return true;
	}

	/**
	 * Takes a call out.
	 * @return {@link Left}
	 */
	Left leave(Waiting call) {
		Entry entry = this.line.remove(call);
		if (entry == null) {
			return Left.NOT_THERE;
		}
		return this.blockers.remove(entry) ? Left.HELD_OTHERS : Left.HELD_NOBODY;
	}

	void close() {
		this.closed.set(true);
		for (Entry entry : this.line.inOrder()) {
			end(entry, entry.call()::closed);
		}
	}

	void open() {
		this.closed.set(false);
	}

	void refuseAll() {
		this.line.inOrder().forEach((entry) -> refuse(entry, Waiting.NEVER));
	}

	void runLater(Runnable end) {
		this.ends.add(end);
	}

	/**
	 * Returns the ends collected so far, and forgets them.
	 */
	List<Runnable> takeEnds() {
		List<Runnable> taken = List.copyOf(this.ends);
		this.ends.clear();
		return taken;
	}

	/**
	 * Returns when to look again.
	 * @return monotonic nanoseconds, or {@link Waiting#NEVER}
	 */
	long next() {
		return Math.min(this.blockers.firstRetry(), this.line.firstDeadline());
	}

	private void block(Entry entry, long earliest, long now) {
		this.blockers.put(entry, (earliest > now) ? earliest : Waiting.NEVER);
	}

	private void refuse(Entry entry, long retryAt) {
		end(entry, () -> entry.call().refused(retryAt));
	}

	private void end(Entry entry, Runnable end) {
		if (this.line.remove(entry.call()) != null) {
			this.blockers.remove(entry);
			this.ends.add(end);
		}
	}

	private void guarded(Entry entry, Runnable step) {
		try {
			step.run();
		}
		catch (Throwable ex) {
			logFailure(ex);
			refuse(entry, Waiting.NEVER);
		}
	}

	private static void logFailure(Throwable ex) {
		logger.warn("A waiting call failed", ex);
	}

	/**
	 * What a call left behind that was taken out.
	 */
	enum Left {

		/** It did not wait. */
		NOT_THERE,

		/** Nobody was held by it. */
		HELD_NOBODY,

		/** Those it held may go now. */
		HELD_OTHERS

	}

}
