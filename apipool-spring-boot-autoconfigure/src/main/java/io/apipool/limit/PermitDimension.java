package io.apipool.limit;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitWindow;

/**
 * What the permits of a limiter are permits of. Its limits decide: the one dimension that
 * they count, else requests. Where one dimension is counted besides requests, permits are
 * of that one and each call is one request. Where more are, nobody could say. A slot in
 * flight is one a call, whatever its permits.
 */
final class PermitDimension {

	private final String name;

	private final boolean besidesRequests;

	private final boolean slotsAlone;

	private PermitDimension(String name, boolean besidesRequests, boolean slotsAlone) {
		this.name = name;
		this.besidesRequests = besidesRequests;
		this.slotsAlone = slotsAlone;
	}

	/**
	 * Decides.
	 * @param limiter the limiter's name
	 * @param limits its limits
	 * @return the dimension
	 * @throws IllegalArgumentException if several dimensions besides requests are counted
	 */
	static PermitDimension of(String limiter, List<LimitDefinition> limits) {
		TreeSet<String> counted = new TreeSet<>();
		for (LimitDefinition limit : limits) {
			if (!(limit.window() instanceof LimitWindow.Concurrent)) {
				counted.add(limit.dimension());
			}
		}
		if (counted.isEmpty()) {
			return new PermitDimension(LimitDefinition.REQUESTS, false, true);
		}
		boolean requests = counted.remove(LimitDefinition.REQUESTS);
		if (counted.size() > 1) {
			throw new IllegalArgumentException("%s: permits could be of each of %s; make a limit of its own for each"
				.formatted(limiter, String.join(", ", counted)));
		}
		return counted.isEmpty() ? new PermitDimension(LimitDefinition.REQUESTS, false, false)
				: new PermitDimension(counted.first(), requests, false);
	}

	/**
	 * Tells whether a call takes the same of another one.
	 */
	boolean isSameAs(PermitDimension other) {
		return this.name.equals(other.name) && this.besidesRequests == other.besidesRequests
				&& this.slotsAlone == other.slotsAlone;
	}

	/**
	 * Returns what a call takes.
	 * @param limiter the limiter's name
	 * @param permits how many, not negative
	 * @return the need
	 * @throws IllegalArgumentException if that cannot be taken
	 */
	Need need(String limiter, double permits) {
		if (!(permits >= 0)) {
			throw new IllegalArgumentException(limiter + ": permits must not be negative, but are " + permits);
		}
		if (this.slotsAlone && permits != 1) {
			throw new IllegalArgumentException("%s: %s permits wanted, but slots in flight are taken one a call"
				.formatted(limiter, Amounts.text(permits)));
		}
		if (permits == 1 && this.name.equals(LimitDefinition.REQUESTS)) {
			return Need.REQUEST;
		}
		Need need = Need.of(Map.of(this.name, permits));
		return this.besidesRequests ? need.with(LimitDefinition.REQUESTS, Need.UNIT) : need;
	}

	/**
	 * Returns a number of permits for messages.
	 * @param need a need of this dimension
	 * @return such as {@code 20 tokens}
	 */
	String text(Need need) {
		return Amounts.text(need.of(this.name) / (double) Need.UNIT) + " " + this.name;
	}

}
