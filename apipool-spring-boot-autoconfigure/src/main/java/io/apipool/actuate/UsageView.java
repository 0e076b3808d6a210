package io.apipool.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.apipool.usage.ReportQuery;
import io.apipool.usage.UsagePoint;
import io.apipool.usage.UsageReports;
import io.apipool.usage.UsageRow;
import io.apipool.usage.UsageTotals;
import org.jspecify.annotations.Nullable;

/**
 * What a pool's keys were used for.
 *
 * @param by what it is broken down by: each row has its name under this word
 * @param complete false while the database is away: then it is what memory holds
 */
record UsageView(String pool, @Nullable String from, @Nullable String to, String by, boolean complete,
		List<Map<String, @Nullable Object>> rows) implements View {

	static UsageView of(UsageReports reports, UsageQuestion question, ReportQuery query, String pool) {
		List<UsageRow> rows = reports.by(query, question.by(), question.interval());
		boolean complete = rows.isEmpty() ? reports.totals(query).complete()
				: rows.stream().allMatch((row) -> row.totals().complete());
		return new UsageView(pool, View.at(query.from()), View.at(query.to()), question.byWord(), complete,
				rows.stream().map((row) -> row(row, question)).toList());
	}

	private static Map<String, @Nullable Object> row(UsageRow row, UsageQuestion question) {
		UsageTotals totals = row.totals();
		Map<String, @Nullable Object> view = new LinkedHashMap<>();
		view.put(question.byWord(), row.name());
		count(view, totals);
		view.put("units", units(totals.units()));
		view.put("cost", View.amount(totals.cost()));
		view.put("waits", totals.waits());
		if (question.interval() != null) {
			view.put("timeline", row.timeline().stream().map(UsageView::point).toList());
		}
		return view;
	}

	private static Map<String, @Nullable Object> point(UsagePoint point) {
		Map<String, @Nullable Object> view = new LinkedHashMap<>();
		view.put("at", View.at(point.at()));
		count(view, point.totals());
		return view;
	}

	private static void count(Map<String, @Nullable Object> view, UsageTotals totals) {
		view.put(KeyView.ALL_CALLS, totals.calls());
		view.put("succeeded", 0L);
		view.putAll(totals.outcomes());
		view.put("latencyMeanMillis", rounded(totals.latencyMean()));
		view.put("latencyMaxMillis", rounded(totals.latencyMax()));
	}

	private static Map<String, @Nullable Number> units(Map<String, Double> units) {
		Map<String, @Nullable Number> view = new LinkedHashMap<>();
		units.forEach((dimension, amount) -> view.put(dimension, View.amount(amount)));
		return view;
	}

	private static @Nullable Number rounded(double millis) {
		return View.amount(Math.rint(millis * 1000) / 1000);
	}

}
