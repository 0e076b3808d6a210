package io.apipool.queue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A call that needs one permit of each of its limits and records what happens to it.
 */
class TestCall implements Waiting {

	final String name;

	final List<Limit> limits;

	final List<String> ends = Collections.synchronizedList(new ArrayList<>());

	private final int priority;

	private final long deadline;

	/** Every limit that ever refused: else those that need two of them would starve. */
	private final Set<Limit> waitsFor = new HashSet<>();

	int tries;

	int questions;

	int judged;

	TestCall(String name, int priority, long deadline, Limit... limits) {
		this.name = name;
		this.priority = priority;
		this.deadline = deadline;
		this.limits = List.of(limits);
	}

	@Override
	public int priority() {
		return this.priority;
	}

	@Override
	public long deadline() {
		return this.deadline;
	}

	@Override
	public boolean tryNow(long now) {
		this.tries++;
		List<Limit> missing = this.limits.stream().filter((limit) -> !limit.hasPermit(now)).toList();
		this.waitsFor.addAll(missing);
		if (missing.isEmpty()) {
			this.limits.forEach(Limit::take);
		}
		return missing.isEmpty();
	}

	@Override
	public long earliest(long now) {
		return this.limits.stream().mapToLong(Limit::opensAt).max().orElse(NEVER);
	}

	@Override
	public boolean isHopeless(long now) {
		this.judged++;
		return earliest(now) > this.deadline;
	}

	@Override
	public boolean mayPass(Waiting before) {
		this.questions++;
		return Collections.disjoint(this.limits, ((TestCall) before).waitsFor);
	}

	@Override
	public void served() {
		end("served");
	}

	@Override
	public void refused(long retryAt) {
		end("refused " + ((retryAt == NEVER) ? "never" : retryAt));
	}

	@Override
	public void closed() {
		end("closed");
	}

	void end(String end) {
		this.ends.add(end);
	}

	@Override
	public String toString() {
		return this.name;
	}

}
