package io.lockweir.sink.record.quality;

/**
 * A rule that does not hold for a row.
 *
 * @param error why it could not be told, as a code; empty if it was simply false
 */
public record Violation(String rule, RuleAction action, String error) {}
