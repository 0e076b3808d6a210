package io.apipool.queue;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

import io.apipool.Timekeeper;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Calls that wait for permits: who goes first, who may pass whom, and when to look again.
 * Internal.
 * <p>
 * <b>Order.</b> First goes the highest priority, raised by one for each second waited;
 * then the first to arrive. Two calls grow older at the same pace, so what one is ahead
 * of the other never changes: {@code priority + (now - arrival)} orders calls, at any
 * {@code now}, as {@code priority - arrival} does. So a call's place is known when it
 * arrives and nothing is ever sorted again. A call that arrives n seconds later is behind
 * unless its priority is more than n higher, so everybody is first in the end.
 * <p>
 * <b>Passing.</b> A pass goes over the calls in order. Who may pass all blockers before
 * it, the calls that were refused when they were tried, is tried; refused, it is a
 * blocker too. Who may not pass one is held and not even tried. Who was never tried does
 * not block: it waits for its turn, and the limit at which it waits is kept for it by the
 * one that holds it. So of a thousand calls that want the same thing one is tried in
 * vain, and each of the others is asked one question. Nobody starves: who is first is not
 * passed at any limit that ever refused it.
 * <p>
 * <b>Refusing early.</b> A call is judged when it arrives: no known instant before its
 * deadline, and it is refused at once. What is known gets worse only when something
 * happens (a key is disabled, rests, goes); then all who wait are judged once more
 * ({@link #review()}), those that are held by a cheaper question, and not at each pass.
 * <p>
 * <b>When to look.</b> Never for nothing: when told that something became free
 * ({@link #wake()}), at the earliest instant a blocker named, and at the first deadline;
 * one timer serves both. An arrival frees nothing for those who wait, so it alone is held
 * against the blockers before it and tried. When a blocker is taken out, those that it
 * held get their pass.
 * <p>
 * <b>Threads.</b> All state is behind one lock; a call's ends run after it was released.
 * Of the threads that wake the queue while it is busy one waits for its turn, and its
 * pass serves the others too, which go on at once: no wake is lost, nobody waits for more
 * than the pass that runs, and nobody is made to work for all. A wake from within a try
 * asks for one more pass after the one that runs.
 * <p>
 * <b>Failures.</b> A call whose method throws is refused, and the others go on. A
 * timekeeper that refuses to set the timer ends the wait of all, for nobody would end it
 * otherwise.
 */
public final class WaitingQueue {

	private static final Log logger = LogFactory.getLog(WaitingQueue.class);

	/** Passes in a row that served nobody and yet woke the queue. */
	private static final int MAX_IDLE_PASSES = 2;

	private final Timekeeper timekeeper;

	private final ReentrantLock lock = new ReentrantLock();

	private final AtomicBoolean nextInTurn = new AtomicBoolean();

	private final AtomicBoolean passWanted = new AtomicBoolean();

	private final Line line;

	private final Dispatcher dispatcher;

	private final Alarm alarm;

	private final Runnable whenDue;

	/**
	 * Creates an empty queue.
	 * @param timekeeper tells the time and runs the timer
	 * @param maxWaiting the most calls that wait; one more is refused
	 */
	public WaitingQueue(Timekeeper timekeeper, int maxWaiting) {
		this(timekeeper, maxWaiting, () -> {
		});
	}

	/**
	 * Creates an empty queue that has neighbours, which wait for the same.
	 * @param timekeeper tells the time and runs the timer
	 * @param maxWaiting the most calls that wait; one more is refused
	 * @param whenDue wakes the neighbours whose turn it is, before each pass that the
	 * timer brings about, without any lock held
	 */
	public WaitingQueue(Timekeeper timekeeper, int maxWaiting, Runnable whenDue) {
		this.whenDue = whenDue;
		this.timekeeper = timekeeper;
		this.line = new Line(timekeeper.nanoTime());
		this.dispatcher = new Dispatcher(this.line, maxWaiting, this.passWanted);
		this.alarm = new Alarm(timekeeper, this::ring);
	}

	/**
	 * Tells whether nobody waits. One volatile read.
	 * @return whether the queue is empty
	 */
	public boolean isEmpty() {
		return this.line.size() == 0;
	}

	/**
	 * Returns the calls that wait.
	 * @return how many
	 */
	public int size() {
		return this.line.size();
	}

	/**
	 * Changes how many may wait. Who waits already goes on waiting.
	 * @param maxWaiting the most calls that wait
	 */
	public void maxWaiting(int maxWaiting) {
		locked(() -> this.dispatcher.maxWaiting(maxWaiting));
	}

	/**
	 * Says who is refused when too many wait. At first it is the one that comes.
	 * @param dropsLowest whether it is the last in order, who may be the one that comes
	 */
	public void dropsLowest(boolean dropsLowest) {
		locked(() -> this.dispatcher.dropsLowest(dropsLowest));
	}

	/**
	 * Queues a call and tries it, unless one before it stands in its way. Where it is not
	 * served it is refused at once if it is hopeless (its earliest instant is after its
	 * deadline, though it stood first), if its deadline has come or if too many others
	 * wait.
	 * @param call the call; its priority is read once
	 * @throws IllegalStateException if it is waiting already
	 */
	public void add(Waiting call) {
		locked(() -> this.dispatcher.arrive(call, this.timekeeper.nanoTime()));
	}

	/**
	 * Takes a call out: it was cancelled, or its thread interrupted.
	 * @param call the call
	 * @return whether it was still waiting; then the queue does not end it. Otherwise it
	 * has been ended, or is being ended at this moment
	 */
	public boolean remove(Waiting call) {
		Dispatcher.Left[] left = new Dispatcher.Left[1];
		locked(() -> {
			left[0] = this.dispatcher.leave(call);
			if (left[0] == Dispatcher.Left.HELD_OTHERS) {
				this.passWanted.set(true);
			}
		});
		return left[0] != Dispatcher.Left.NOT_THERE;
	}

	/**
	 * Lets those through who can go now: something became free or has changed.
	 */
	public void wake() {
		if (isEmpty()) {
			return;
		}
		if (this.lock.isHeldByCurrentThread()) {
			this.passWanted.set(true);
		}
		else if (!Delivery.postpone(this) && this.nextInTurn.compareAndSet(false, true)) {
			locked(() -> {
				this.nextInTurn.set(false);
				this.passWanted.set(true);
			});
		}
	}

	/**
	 * Lets those through who can go now, and refuses those that wait in vain: something
	 * got worse. To be called once all has changed that changes.
	 */
	public void review() {
		if (!isEmpty()) {
			this.dispatcher.review();
			wake();
		}
	}

	/**
	 * Runs something with this queue's lock not held: here, or where this thread is in a
	 * pass, once that is over.
	 * @param task what to run; what it throws then is logged
	 */
	public void afterPass(Runnable task) {
		if (this.lock.isHeldByCurrentThread()) {
			this.dispatcher.runLater(task);
		}
		else {
			task.run();
		}
	}

	/**
	 * Ends all calls that wait, and those that come until {@link #open()}, with
	 * {@link Waiting#closed()}.
	 */
	public void close() {
		locked(this.dispatcher::close);
	}

	/**
	 * Lets calls wait again.
	 */
	public void open() {
		locked(this.dispatcher::open);
	}

	private void ring(long due) {
		try {
			this.whenDue.run();
		}
		finally {
			locked(() -> {
				this.alarm.rung(due);
				this.passWanted.set(true);
			});
		}
	}

	/**
	 * Makes a pass.
	 * @return the ends that it brought about, to be run
	 */
	List<Runnable> pass() {
		return underLock(() -> this.passWanted.set(true));
	}

	private void locked(Runnable step) {
		Delivery.run(underLock(step));
	}

	private List<Runnable> underLock(Runnable step) {
		this.lock.lock();
		try {
			step.run();
			if (this.lock.getHoldCount() > 1) {
				return List.of();
			}
			settle();
			return this.dispatcher.takeEnds();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void settle() {
		for (int idle = 0; idle < MAX_IDLE_PASSES && this.passWanted.getAndSet(false);) {
			int before = this.line.size();
			this.dispatcher.goOver(this.timekeeper.nanoTime());
			idle = (this.line.size() < before) ? 0 : idle + 1;
		}
		try {
			this.alarm.set(this.dispatcher.next());
		}
		catch (Throwable ex) {
			logger.error("No timer could be set: all waiting calls are refused", ex);
			this.dispatcher.refuseAll();
		}
	}

}
