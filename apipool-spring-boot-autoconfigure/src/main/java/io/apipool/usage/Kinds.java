package io.apipool.usage;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * All kinds of attempts, each once. As operations and models are the words of users,
 * there may be no end of them: beyond {@value #MOST} kinds, attempts of new operations
 * and models are counted as the operation {@code other} of their key.
 */
final class Kinds {

	static final int MOST = 20_000;

	private static final Log logger = LogFactory.getLog(Kinds.class);

	private final Map<Kind.Name, Kind> kinds = new ConcurrentHashMap<>();

	private final AtomicBoolean full = new AtomicBoolean();

	private final AtomicLong forgotten = new AtomicLong(Long.MIN_VALUE);

	private final int most;

	Kinds() {
		this(MOST);
	}

	Kinds(int most) {
		this.most = most;
	}

	Kind get(Kind.Name name) {
		Kind kind = this.kinds.get(name);
		if (kind == null) {
			kind = this.kinds.computeIfAbsent(hasRoom() ? name : name.other(),
					(fresh) -> new Kind(fresh, this.forgotten.get()));
		}
		while (kind.isRetired() && this.kinds.get(kind.name()) == kind) {
			Thread.onSpinWait();
		}
		return kind.isRetired() ? get(name) : kind;
	}

	private boolean hasRoom() {
		boolean room = this.kinds.size() < this.most;
		if (!room && this.full.compareAndSet(false, true)) {
			logger.warn("More than " + this.most + " operations and models of keys are in use: "
					+ "new ones are counted as the operation 'other'. Names of operations should not hold ids");
		}
		return room;
	}

	void cells(Consumer<Cell> reader) {
		this.kinds.values().forEach((kind) -> kind.cells(reader));
	}

	/**
	 * Gives up what nothing is left of.
	 * @param before the first minute whose seconds are kept
	 */
	void retire(long before) {
		this.kinds.values().removeIf((kind) -> {
			boolean retired = kind.retire(before);
			if (retired) {
				this.forgotten.accumulateAndGet(kind.forgotten(), Math::max);
			}
			return retired;
		});
	}

}
