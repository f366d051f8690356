package io.lockweir.sink.facts;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many records did not keep which quality rule. Names and counts only.
 *
 * @param found by name of the rule, whatever became of the records
 * @param failed those of them that are written, and may not be published
 */
public record Violations(Map<String, Long> found, Map<String, Long> failed) {

    public static final Violations NONE = new Violations(Map.of(), Map.of());

    public Violations {
        found = Map.copyOf(found);
        failed = Map.copyOf(failed);
    }

    Violations plus(Violations other) {
        return new Violations(sum(found, other.found), sum(failed, other.failed));
    }

    private static Map<String, Long> sum(Map<String, Long> a, Map<String, Long> b) {
        Map<String, Long> sum = new TreeMap<>(a);
        b.forEach((rule, count) -> sum.merge(rule, count, Long::sum));
        return sum;
    }

    /** {@code rule=count}, separated by commas, sorted. */
    static String format(Map<String, Long> counts) {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining(","));
    }
}
