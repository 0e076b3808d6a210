package io.apipool.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.apipool.OutcomeWords;

/**
 * A daily report as CSV after RFC 4180. Texts that a spreadsheet would take for a formula
 * get an apostrophe in front.
 */
final class ReportCsv {

	private static final String LINE = "\r\n";

	private final Set<String> dimensions;

	private ReportCsv(Set<String> dimensions) {
		this.dimensions = dimensions;
	}

	static String of(DailyReport report) {
		Set<String> dimensions = report.keys()
			.stream()
			.flatMap((key) -> key.totals().units().keySet().stream())
			.collect(Collectors.toCollection(TreeSet::new));
		ReportCsv csv = new ReportCsv(dimensions);
		StringBuilder text = new StringBuilder(csv.head());
		report.keys().forEach((key) -> text.append(csv.line(report, key)));
		return text.toString();
	}

	private String head() {
		List<String> cells = new ArrayList<>(List.of("day", "pool", "key", "calls"));
		cells.addAll(OutcomeWords.ALL);
		cells.addAll(List.of("latency-mean-millis", "latency-max-millis", "cost", "waits"));
		this.dimensions.forEach((dimension) -> cells.add("units " + dimension));
		return line(cells);
	}

	private String line(DailyReport report, DailyReport.KeyDay key) {
		UsageTotals totals = key.totals();
		List<Object> cells = new ArrayList<>(List.of(report.day(), key.pool(), key.key(), totals.calls()));
		OutcomeWords.ALL.forEach((word) -> cells.add(totals.count(word)));
		cells.addAll(List.of(totals.latencyMean(), totals.latencyMax(), totals.cost(), totals.waits()));
		this.dimensions.forEach((dimension) -> cells.add(totals.units().getOrDefault(dimension, 0.0)));
		return line(cells);
	}

	private static String line(List<?> cells) {
		return cells.stream().map(ReportCsv::cell).collect(Collectors.joining(",", "", LINE));
	}

	private static String cell(Object value) {
		String text = (value instanceof Double number) ? PlainNumber.of(number) : value.toString();
		boolean formula = value instanceof String && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
		String safe = formula ? "'" + text : text;
		boolean quoted = formula || safe.chars().anyMatch((one) -> ",\"\r\n".indexOf(one) >= 0);
		return quoted ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
	}

}
