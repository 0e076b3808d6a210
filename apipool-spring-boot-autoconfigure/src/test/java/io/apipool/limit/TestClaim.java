package io.apipool.limit;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A claim that asks a list of scopes in turn and notes who refused.
 */
class TestClaim extends Claim {

	private final PermitPath path;

	private final Need need;

	private final List<PermitScope> candidates;

	private final List<Refusal> refusals = new ArrayList<>();

	private int cursor = -1;

	TestClaim(PermitPath path, Need need, List<PermitScope> candidates) {
		this.path = path;
		this.need = need;
		this.candidates = candidates;
	}

	static TestClaim of(Need need, PermitScope... candidates) {
		return new TestClaim(new PermitPath(List.of(), PermitScope.NO_MODEL), need, List.of(candidates));
	}

	@Override
	protected PermitPath path() {
		return this.path;
	}

	@Override
	protected Need need() {
		return this.need;
	}

	@Override
	protected @Nullable PermitScope next() {
		return (++this.cursor < this.candidates.size()) ? this.candidates.get(this.cursor) : null;
	}

	@Override
	protected PermitScope scope() {
		return this.candidates.get(this.cursor);
	}

	@Override
	protected void refused(Refusal refusal) {
		this.refusals.add(refusal);
	}

	List<Refusal> refusals() {
		return this.refusals;
	}

	Refusal refusal() {
		return this.refusals.get(this.refusals.size() - 1);
	}

}
