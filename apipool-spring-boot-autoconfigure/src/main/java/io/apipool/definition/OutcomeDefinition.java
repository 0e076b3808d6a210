package io.apipool.definition;

/**
 * What an exception class means for a pool; subclasses are included.
 *
 * @param exception the class name
 * @param outcome the outcome's word, as {@code throttled}
 */
public record OutcomeDefinition(String exception, String outcome) {
}
