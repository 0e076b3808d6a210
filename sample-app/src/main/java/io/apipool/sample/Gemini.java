package io.apipool.sample;

import java.util.List;

/** The bodies of Gemini's {@code generateContent}, as far as they are used here. */
final class Gemini {

	private Gemini() {
	}

	/**
	 * What is asked.
	 *
	 * @param contents the question
	 */
	record Prompt(List<Content> contents) {

		static Prompt of(String text) {
			return new Prompt(List.of(Content.of(text)));
		}

		String text() {
			return this.contents.get(0).text();
		}

	}

	/**
	 * What is answered.
	 *
	 * @param candidates the answers, the best one first
	 */
	record Answer(List<Candidate> candidates) {

		static Answer of(String text) {
			return new Answer(List.of(new Candidate(Content.of(text))));
		}

		String text() {
			return this.candidates.get(0).content().text();
		}

	}

	record Candidate(Content content) {
	}

	record Content(List<Part> parts) {

		static Content of(String text) {
			return new Content(List.of(new Part(text)));
		}

		String text() {
			return this.parts.get(0).text();
		}

	}

	record Part(String text) {
	}

}
