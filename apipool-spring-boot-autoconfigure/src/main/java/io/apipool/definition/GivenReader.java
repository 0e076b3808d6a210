package io.apipool.definition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Joins the pools that beans give to those that are written. A pool that has several is
 * as the first of them says, what is written before all; their keys unite.
 */
final class GivenReader {

	private final Map<String, PoolDefinition> pools;

	private final ProviderDefaults defaults;

	private final Findings findings;

	private final Consumer<String> differences;

	private final Map<String, String> definedBy = new LinkedHashMap<>();

	private final Map<String, Map<String, List<KeyDefinition>>> keys = new LinkedHashMap<>();

	/**
	 * Creates the reader.
	 * @param pools the pools that are written; those that are given join them
	 * @param differences is told of what two define differently
	 */
	GivenReader(Map<String, PoolDefinition> pools, ProviderDefaults defaults, Findings findings,
			Consumer<String> differences) {
		this.pools = pools;
		this.defaults = defaults;
		this.findings = findings;
		this.differences = differences;
	}

	/**
	 * Reads the pools of a bean, but for their keys.
	 */
	void read(GivenPools given) {
		given.pools().forEach((name, pool) -> {
			String path = GivenPools.place(given.bean()) + ": apipool.pools." + name;
			try {
				read(given.bean(), name, path, pool);
			}
			catch (NullPointerException ex) {
				this.findings.add(path, null, "has a part that is null",
						"begin with PoolDefinition.of(name) and change a copy");
			}
		});
	}

	private void read(String bean, String name, String path, PoolDefinition given) {
		if (!Values.isName(name)) {
			this.findings.add(path, name, "is not a valid name", Values.NAMES);
		}
		if (!given.name().equals(name)) {
			this.findings.add(path, given.name(), "is the name of the definition, and another than that of the pool",
					"give both the same name");
			return;
		}
		checkLimits(path, given.limits());
		PoolDefinition read = PoolReader.read(name, new Section(GivenPool.section(given).at(path), this.findings),
				this.defaults);
		this.keys.computeIfAbsent(name, (pool) -> new LinkedHashMap<>()).put(bean, read.keys());
		define(bean, path, read.withKeys(List.of()));
	}

	private void checkLimits(String path, LimitsDefinition limits) {
		for (LimitDefinition limit : limits.all()) {
			try {
				if (!LimitDefinition.parse(limit.text()).equals(limit)) {
					this.findings.add(path + ".limits", limit.text(), "is the text of another limit",
							"make limits with LimitDefinition.parse");
				}
			}
			catch (MalformedTextException ex) {
				// found again where it is read
			}
		}
	}

	private void define(String bean, String path, PoolDefinition read) {
		String name = read.name();
		PoolDefinition first = this.pools.putIfAbsent(name, read);
		if (first == null) {
			this.definedBy.put(name, bean);
			this.findings.locate(name, path);
		}
		else if (!read.equals(PoolDefinition.of(name)) && !read.equals(first.withKeys(List.of()))) {
			this.differences.accept("pool " + name + ": is defined differently by "
					+ this.definedBy.getOrDefault(name, "the configuration") + ", which is kept, and by " + bean
					+ "; their keys unite");
		}
	}

	/**
	 * Joins the keys to those that are configured.
	 */
	void unite() {
		this.keys.forEach((name, byBean) -> this.pools.computeIfPresent(name, (same, pool) -> {
			KeyUnion union = new KeyUnion(pool, this.differences);
			byBean.forEach(union::add);
			return union.united();
		}));
	}

}
