package io.apipool.usage;

import java.util.Iterator;
import java.util.Map;

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
		json.string(report.zone().getId());
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
		string(key.pool());
		this.text.append(",\"key\":");
		string(key.key());
		this.text.append(",\"calls\":").append(totals.calls()).append(",\"outcomes\":");
		map(totals.outcomes());
		this.text.append(",\"latencyMeanMillis\":").append(totals.latencyMean());
		this.text.append(",\"latencyMaxMillis\":").append(totals.latencyMax());
		this.text.append(",\"units\":");
		map(totals.units());
		this.text.append(",\"cost\":").append(totals.cost());
		this.text.append(",\"waits\":").append(totals.waits()).append('}');
	}

	private void map(Map<String, ? extends Number> map) {
		this.text.append('{');
		for (Iterator<String> names = map.keySet().iterator(); names.hasNext();) {
			String name = names.next();
			string(name);
			this.text.append(':').append(map.get(name)).append(names.hasNext() ? "," : "");
		}
		this.text.append('}');
	}

	private void string(String value) {
		this.text.append('"');
		for (int i = 0; i < value.length(); i++) {
			char one = value.charAt(i);
			if (one == '"' || one == '\\') {
				this.text.append('\\').append(one);
			}
			else if (one < ' ') {
				this.text.append(String.format("\\u%04x", (int) one));
			}
			else {
				this.text.append(one);
			}
		}
		this.text.append('"');
	}

}
