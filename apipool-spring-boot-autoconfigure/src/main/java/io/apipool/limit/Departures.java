package io.apipool.limit;

/**
 * When the entries of a sliding window leave, by what is known. Asked only where a call
 * was refused, or by who looks on.
 */
final class Departures {

	private final EntryRows rows;

	private final EntryTable table;

	/**
	 * Creates the outlook.
	 * @param rows what entries are made of
	 * @param table where they lie
	 */
	Departures(EntryRows rows, EntryTable table) {
		this.rows = rows;
		this.table = table;
	}

	/**
	 * Returns when so much of a column will have left by what is known.
	 * @param cells of the bucket
	 * @param column the column
	 * @param amount how much
	 * @return the instant, or {@link PermitScope#NEVER}
	 */
	long freedAt(Cells cells, int column, long amount) {
		long instant = Long.MIN_VALUE;
		for (long freed = 0; freed < amount && instant != PermitScope.NEVER;) {
			instant = nextAfter(cells, instant, column);
			freed += leavingAt(cells, instant, column);
		}
		return instant;
	}

	private long nextAfter(Cells cells, long instant, int column) {
		long next = PermitScope.NEVER;
		for (int entry = this.table.from(cells); entry < this.table.to(cells); entry++) {
			long leaves = leaves(cells, entry);
			if (leaves > instant && leaves < next && units(cells, entry, column) > 0) {
				next = leaves;
			}
		}
		return next;
	}

	private long leavingAt(Cells cells, long instant, int column) {
		long sum = 0;
		for (int entry = this.table.from(cells); entry < this.table.to(cells); entry++) {
			sum += (leaves(cells, entry) == instant) ? units(cells, entry, column) : 0;
		}
		return sum;
	}

	private long units(Cells cells, int entry, int column) {
		return this.rows.units(this.table.data(cells, entry), this.table.row(cells, entry), column);
	}

	private long leaves(Cells cells, int entry) {
		return this.rows.leaves(this.table.data(cells, entry), this.table.row(cells, entry));
	}

}
