package io.apipool.usage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Writes the report of a day: under another name first, so that nobody ever reads half of
 * one.
 */
final class ReportFiles {

	private static final String PREFIX = "apipool-usage-";

	private final RecordedUsage usage;

	private final ReportPlace place;

	ReportFiles(RecordedUsage usage, ReportPlace place) {
		this.usage = usage;
		this.place = place;
	}

	/**
	 * Writes a report, in the place of one that is there.
	 * @throws IOException if it cannot be written, or nobody knows what to write
	 */
	void write(LocalDate day) throws IOException {
		write(report(day));
	}

	/**
	 * Writes a report unless nothing was done that day.
	 */
	void writeUnlessEmpty(LocalDate day) throws IOException {
		DailyReport report = report(day);
		if (!report.keys().isEmpty()) {
			write(report);
		}
	}

	boolean isWritten(LocalDate day) {
		return Files.exists(file(day, "json")) && Files.exists(file(day, "csv"));
	}

	ReportPlace place() {
		return this.place;
	}

	private DailyReport report(LocalDate day) throws IOException {
		ReportQuery query = ReportQuery.between(day.atStartOfDay(this.place.zone()).toInstant(),
				day.plusDays(1).atStartOfDay(this.place.zone()).toInstant());
		RecordedUsage.Read<Breakdown> read = this.usage.rows(query, () -> new Breakdown(DailyReport::nameOf, null));
		if (!read.complete()) {
			throw new IOException("the usage of " + day + " cannot be read while the database is away");
		}
		return DailyReport.of(day, this.place.zone(), read.sums().rows(true));
	}

	private void write(DailyReport report) throws IOException {
		prepare();
		replace(file(report.day(), "csv"), ReportCsv.of(report));
		replace(file(report.day(), "json"), ReportJson.of(report));
	}

	/**
	 * Makes the directory, before there is anything to write.
	 * @throws IOException if nothing can be written there, with the way out
	 */
	void prepare() throws IOException {
		try {
			Files.createDirectories(this.place.directory());
		}
		catch (IOException ex) {
			throw unusable(ex.getClass().getSimpleName());
		}
		if (!Files.isWritable(this.place.directory())) {
			throw unusable("not writable");
		}
	}

	private IOException unusable(String reason) {
		return new IOException("apipool.usage.report.directory = '" + this.place.directory()
				+ "' cannot be written to (" + reason + "): let this user write there, or name another directory");
	}

	private Path file(LocalDate day, String type) {
		return this.place.directory().resolve(PREFIX + day + "." + type);
	}

	private void replace(Path file, String text) throws IOException {
		Path fresh = this.place.directory().resolve(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
		try {
			Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
			move(fresh, file);
		}
		finally {
			Files.deleteIfExists(fresh);
		}
	}

	private static void move(Path fresh, Path file) throws IOException {
		try {
			Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (AtomicMoveNotSupportedException ex) {
			Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
		}
	}

}
