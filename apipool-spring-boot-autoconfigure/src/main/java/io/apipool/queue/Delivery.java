package io.apipool.queue;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs the ends of calls on the thread that brought them about.
 * <p>
 * A call that is served may be over before its end returns, give its permit back and so
 * wake the queue, which serves the next: a thousand calls would need a stack a thousand
 * calls deep. So the queue is woken from within an end up to a small depth only (where a
 * blocking call inside an end finds it served at once); below that its pass waits until
 * the end has returned.
 */
final class Delivery {

	private static final Log logger = LogFactory.getLog(WaitingQueue.class);

	private static final int MAX_DEPTH = 8;

	private static final ThreadLocal<@Nullable Delivery> CURRENT = new ThreadLocal<>();

	private final Queue<WaitingQueue> postponed = new ArrayDeque<>();

	private final AtomicInteger depth = new AtomicInteger();

	private Delivery() {
	}

	/**
	 * Runs ends; what one throws is logged.
	 * @param ends the ends
	 */
	static void run(List<Runnable> ends) {
		if (ends.isEmpty()) {
			return;
		}
		Delivery delivery = CURRENT.get();
		if (delivery == null) {
			delivery = new Delivery();
			CURRENT.set(delivery);
		}
		delivery.depth.incrementAndGet();
		try {
			for (List<Runnable> batch = ends; !batch.isEmpty(); batch = delivery.endsOfPostponed()) {
				batch.forEach(Delivery::runEnd);
			}
		}
		finally {
			if (delivery.depth.decrementAndGet() == 0) {
				CURRENT.remove();
			}
		}
	}

	/**
	 * Postpones a wake where this thread is in too deep.
	 * @param queue the queue to wake
	 * @return whether its pass is made once the end that runs has returned
	 */
	static boolean postpone(WaitingQueue queue) {
		Delivery delivery = CURRENT.get();
		if (delivery == null || delivery.depth.get() < MAX_DEPTH) {
			return false;
		}
		if (!delivery.postponed.contains(queue)) {
			delivery.postponed.add(queue);
		}
		return true;
	}

	private List<Runnable> endsOfPostponed() {
		List<Runnable> ends = List.of();
		for (WaitingQueue queue = this.postponed.poll(); queue != null; queue = this.postponed.poll()) {
			ends = queue.pass();
			if (!ends.isEmpty()) {
				break;
			}
		}
		return ends;
	}

	private static void runEnd(Runnable end) {
		try {
			end.run();
		}
		catch (Throwable ex) {
			logger.warn("A waiting call failed when it ended", ex);
		}
	}

}
