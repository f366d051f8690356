package io.lockweir.sink.mapping;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.config.ConfigException;

/** One expression over whole topic names, and a template with its captures. */
final class RegexMapping implements TopicMapping {
    private final Pattern pattern;
    private final String template;

    RegexMapping(Pattern pattern, String template) {
        this.pattern = pattern;
        this.template = template;
        requireKnownCaptures();
    }

    @Override
    public Optional<TableIdentifier> tableOf(String topic) {
        Matcher matcher = pattern.matcher(topic);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        // appendReplacement expands the captures of this match; the match starts at 0, so nothing stands before it.
        StringBuilder table = new StringBuilder();
        matcher.appendReplacement(table, template);
        return Optional.of(
                TableNames.parse("The topic " + topic + " by " + MappingConfig.REGEX_TABLE, table.toString()));
    }

    private void requireKnownCaptures() {
        try {
            // The alternative makes any expression match the empty text, which shows whether the template is valid.
            Matcher probe = Pattern.compile("(?:" + pattern.pattern() + ")|").matcher("");
            if (probe.matches()) {
                probe.appendReplacement(new StringBuilder(), template);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new ConfigException(MappingConfig.REGEX_TABLE + " uses a capture that " + MappingConfig.REGEX
                    + " does not have: " + e.getMessage());
        }
    }
}
