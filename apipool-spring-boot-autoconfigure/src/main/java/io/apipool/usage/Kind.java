package io.apipool.usage;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

import io.apipool.OutcomeWords;
import org.jspecify.annotations.Nullable;

/**
 * The attempts with one key for one operation and model: a cell an outcome, made when it
 * is needed. A kind of which nothing is left retires, and whoever still holds it looks
 * for its successor.
 */
final class Kind {

	private final Name name;

	private final long forgotten;

	private final AtomicReferenceArray<@Nullable Cell> cells = new AtomicReferenceArray<>(OutcomeWords.ALL.size());

	private volatile boolean retired;

	/**
	 * Creates a kind.
	 * @param name its name
	 * @param forgotten the last minute that a kind of this name may have written
	 */
	Kind(Name name, long forgotten) {
		this.name = name;
		this.forgotten = forgotten;
	}

	Name name() {
		return this.name;
	}

	boolean isRetired() {
		return this.retired;
	}

	Cell cell(int outcome) {
		Cell cell = this.cells.get(outcome);
		return (cell != null) ? cell : create(outcome);
	}

	private synchronized Cell create(int outcome) {
		Cell cell = this.cells.get(outcome);
		if (cell == null) {
			cell = new Cell(this, this.name.attempt(OutcomeWords.ALL.get(outcome)), this.forgotten);
			this.cells.set(outcome, cell);
		}
		return cell;
	}

	void cells(Consumer<Cell> reader) {
		for (int i = 0; i < this.cells.length(); i++) {
			Cell cell = this.cells.get(i);
			if (cell != null) {
				reader.accept(cell);
			}
		}
	}

	/**
	 * Retires if nothing is left: first nobody may add any more, then it is looked into.
	 * @param before the first minute whose seconds are kept
	 * @return whether it has retired
	 */
	boolean retire(long before) {
		if (!isIdle(before)) {
			return false;
		}
		this.retired = true;
		cells(Cell::collect);
		this.retired = isIdle(before);
		return this.retired;
	}

	private boolean isIdle(long before) {
		boolean idle = true;
		for (int i = 0; i < this.cells.length(); i++) {
			Cell cell = this.cells.get(i);
			idle &= cell == null || cell.isIdle(before);
		}
		return idle;
	}

	/**
	 * Returns the last minute that was forgotten.
	 */
	long forgotten() {
		long last = this.forgotten;
		for (int i = 0; i < this.cells.length(); i++) {
			Cell cell = this.cells.get(i);
			last = (cell != null) ? Math.max(last, cell.forgotten()) : last;
		}
		return last;
	}

	/**
	 * What tells kinds apart, in words that every database takes.
	 */
	record Name(String pool, String quotaGroup, String key, String operation, String model) {

		static Name of(String pool, String quotaGroup, String key, String operation, @Nullable String model) {
			return new Name(PlainText.name(pool), PlainText.name(quotaGroup), PlainText.name(key),
					PlainText.name(operation), (model != null) ? PlainText.name(model) : "");
		}

		/**
		 * Stands for the operations and models that there is no room for.
		 */
		Name other() {
			return new Name(this.pool, this.quotaGroup, this.key, "other", "");
		}

		Attempted attempt(String outcome) {
			return new Attempted(this.pool, this.quotaGroup, this.key, this.operation, this.model, outcome);
		}

	}

}
