package io.lockweir.cassandra.connector;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigException;

/**
 * Which tables are captured, by {@code KEYSPACE.TABLE}.
 *
 * @param include empty for all
 */
public record TableFilter(List<Pattern> include, List<Pattern> exclude) implements Predicate<String> {

    static TableFilter of(String includeKey, List<String> include, String excludeKey, List<String> exclude) {
        return new TableFilter(patterns(includeKey, include), patterns(excludeKey, exclude));
    }

    private static List<Pattern> patterns(String key, List<String> texts) {
        return texts.stream()
                .map(text -> {
                    try {
                        return Pattern.compile(text.strip());
                    } catch (PatternSyntaxException e) {
                        throw new ConfigException(key, text, "give regular expressions: " + e.getDescription());
                    }
                })
                .toList();
    }

    @Override
    public boolean test(String qualifiedName) {
        return (include.isEmpty() || matches(include, qualifiedName)) && !matches(exclude, qualifiedName);
    }

    private static boolean matches(List<Pattern> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }
}
