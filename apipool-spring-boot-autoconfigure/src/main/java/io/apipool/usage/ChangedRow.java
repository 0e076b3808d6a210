package io.apipool.usage;

/**
 * A row that is to be written.
 *
 * @param cell whose it is
 * @param counts its counts, which may have gone on
 * @param row what is written
 */
record ChangedRow(Cell cell, MinuteCounts counts, MinuteRow row) {

	/**
	 * It was written.
	 */
	void written() {
		this.cell.written(this.counts, this.row.attempts());
	}

}
