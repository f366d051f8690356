package io.lockweir.sink.record;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * The policy of all tables whose full name matches.
 *
 * @param name for messages; empty for the short form
 * @param actions by field path
 */
public record PolicyRule(String name, Pattern tables, Map<String, FieldAction> actions) {
    public PolicyRule {
        actions = Map.copyOf(actions);
    }
}
