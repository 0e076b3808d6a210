package io.apipool.usage;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sums of a few dimensions, side by side: with so few, looking at each is the quickest
 * way to find one. Dimensions beyond {@value #MOST} are not counted.
 */
final class Units {

	private static final int MOST = 24;

	private static final int MAX_NAME = 40;

	private String[] names = new String[4];

	private double[] amounts = new double[4];

	private int size;

	void add(String dimension, double amount) {
		for (int i = 0; i < this.size; i++) {
			if (this.names[i].equals(dimension)) {
				this.amounts[i] += amount;
				return;
			}
		}
		if (this.size < MOST) {
			append(dimension, amount);
		}
	}

	private void append(String dimension, double amount) {
		if (this.size == this.names.length) {
			this.names = Arrays.copyOf(this.names, 2 * this.size);
			this.amounts = Arrays.copyOf(this.amounts, 2 * this.size);
		}
		this.names[this.size] = dimension;
		this.amounts[this.size++] = amount;
	}

	void addAll(Units other) {
		for (int i = 0; i < other.size; i++) {
			add(other.names[i], other.amounts[i]);
		}
	}

	void clear() {
		this.size = 0;
	}

	boolean isEmpty() {
		return this.size == 0;
	}

	/**
	 * Returns a copy that may be changed.
	 */
	Map<String, Double> toMap() {
		Map<String, Double> map = new LinkedHashMap<>();
		for (int i = 0; i < this.size; i++) {
			map.merge(PlainText.cut(this.names[i], MAX_NAME), this.amounts[i], Double::sum);
		}
		return map;
	}

}
