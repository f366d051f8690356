package io.lockweir.reference.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.jspecify.annotations.Nullable;

/** Configuration keys as a Markdown table: required ones first, then by importance, then as they were defined. */
record KeyTable(List<ConfigKey> keys) {

    private static final Comparator<ConfigKey> READING_ORDER =
            Comparator.comparing(ConfigKey::hasDefault).thenComparing(key -> key.importance);

    private static final Pattern ANY_CASE = Pattern.compile("\\(case insensitive\\) \\[(.*)]");

    KeyTable {
        keys = keys.stream()
                .filter(key -> !key.internalConfig)
                .sorted(READING_ORDER)
                .toList();
    }

    static KeyTable of(ConfigDef definition) {
        return new KeyTable(List.copyOf(definition.configKeys().values()));
    }

    String markdown() {
        return keys.stream()
                .map(KeyTable::row)
                .collect(Collectors.joining(
                        "\n", "| key | type | default | importance | effect |\n|---|---|---|---|---|\n", "\n"));
    }

    private static String row(ConfigKey key) {
        return "| `%s` | %s | %s | %s | %s |"
                .formatted(
                        key.name,
                        key.type.name().toLowerCase(Locale.ROOT),
                        key.hasDefault() ? defaultOf(key) : "required",
                        key.importance.name().toLowerCase(Locale.ROOT),
                        cell(sentence(key.documentation) + valid(key.validator)));
    }

    private static String defaultOf(ConfigKey key) {
        Object value = key.defaultValue;
        if (value == null || value.equals("") || (value instanceof Collection<?> many && many.isEmpty())) {
            return "–";
        }
        // A secret's default would be none of the reader's business even if it had one.
        return "`" + cell(key.type == ConfigDef.Type.PASSWORD ? "[hidden]" : plain(key, value)) + "`";
    }

    private static String plain(ConfigKey key, Object value) {
        String text = ConfigDef.convertToString(value, key.type);
        return text == null ? "" : text;
    }

    private static String valid(ConfigDef.@Nullable Validator validator) {
        String words = String.valueOf(validator == null ? "" : validator);
        Matcher anyCase = ANY_CASE.matcher(words);
        if (anyCase.matches()) {
            // Kafka prints a set, in upper case and in no order to rely on.
            words = Stream.of(anyCase.group(1).toLowerCase(Locale.ROOT).split(", ", -1))
                    .sorted()
                    .collect(Collectors.joining(", "));
        }
        // A class name with a hash would not help, and would change.
        return words.isEmpty() || words.contains("@") || words.contains("Lambda") ? "" : " Valid: " + words + ".";
    }

    private static String sentence(@Nullable String documentation) {
        String text = documentation == null ? "" : documentation.strip();
        return text.isEmpty() || text.endsWith(".") ? text : text + ".";
    }

    private static String cell(String text) {
        return text.replaceAll("\\s+", " ").replace("|", "\\|");
    }
}
