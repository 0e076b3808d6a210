package io.apipool.usage;

import java.util.Iterator;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A daily report as JSON.
 */
final class ReportJson {

	private final StringBuilder text = new StringBuilder();

	private ReportJson() {
	}

	static String of(DailyReport report) {
		ReportJson json = new ReportJson();
		json.text.append("{\"day\":\"").append(report.day()).append("\",\"zone\":");
		JsonString.append(json.text, report.zone().getId());
		json.text.append(",\"keys\":[");
		String comma = "\n";
		for (DailyReport.KeyDay key : report.keys()) {
			json.text.append(comma);
			json.key(key);
			comma = ",\n";
		}
		return json.text.append("\n]}\n").toString();
	}

	private void key(DailyReport.KeyDay key) {
		UsageTotals totals = key.totals();
		this.text.append("{\"pool\":");
		JsonString.append(this.text, key.pool());
		this.text.append(",\"key\":");
		JsonString.append(this.text, key.key());
		this.text.append(",\"calls\":").append(totals.calls()).append(",\"outcomes\":");
		map(totals.outcomes());
		this.text.append(",\"latencyMeanMillis\":").append(PlainNumber.of(totals.latencyMean()));
		this.text.append(",\"latencyMaxMillis\":").append(PlainNumber.of(totals.latencyMax()));
		this.text.append(",\"units\":");
		map(totals.units());
		this.text.append(",\"cost\":").append(PlainNumber.of(totals.cost()));
		this.text.append(",\"waits\":").append(totals.waits()).append('}');
	}

	private static String number(@Nullable Number number) {
		return (number instanceof Double amount) ? PlainNumber.of(amount) : String.valueOf(number);
	}

	private void map(Map<String, ? extends Number> map) {
		this.text.append('{');
		for (Iterator<String> names = map.keySet().iterator(); names.hasNext();) {
			String name = names.next();
			JsonString.append(this.text, name)
				.append(':')
				.append(number(map.get(name)))
				.append(names.hasNext() ? "," : "");
		}
		this.text.append('}');
	}

}
