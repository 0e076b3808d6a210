package io.apipool.autoconfigure.definition;

import java.util.Collection;

import org.jspecify.annotations.Nullable;

/**
 * Finds the word that somebody meant.
 */
final class Spelling {

	private static final int MOST_MISTAKES = 2;

	private Spelling() {
	}

	/**
	 * Finds the nearest of several words by the distance of Levenshtein.
	 * @param written what was written
	 * @param words what could be meant
	 * @return the nearest word, or null: all are far off
	 */
	static @Nullable String nearest(String written, Collection<String> words) {
		String nearest = null;
		int least = Math.min(MOST_MISTAKES, written.length() / 3) + 1;
		for (String word : words) {
			int distance = distance(written, word);
			if (distance < least) {
				nearest = word;
				least = distance;
			}
		}
		return nearest;
	}

	private static int distance(String a, String b) {
		int[] row = new int[b.length() + 1];
		for (int j = 0; j <= b.length(); j++) {
			row[j] = j;
		}
		for (int i = 1; i <= a.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j <= b.length(); j++) {
				int changed = diagonal + ((a.charAt(i - 1) == b.charAt(j - 1)) ? 0 : 1);
				diagonal = row[j];
				row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
			}
		}
		return row[b.length()];
	}

}
