package io.lockweir.sink.record.policy;

import io.lockweir.connect.rule.FieldMode;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.KeyNames;
import io.lockweir.connect.rule.OnRead;
import io.lockweir.connect.rule.TopicTemplate;
import io.lockweir.encryption.path.FieldPath;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * The policy of all tables whose full name matches.
 *
 * @param name as in {@code policies.NAME.…}; {@code default} for the short form
 * @param mode how the fields were encrypted
 * @param namespace of the ciphertexts; may take groups of the table's name
 */
public record PolicyRule(
        String name, Pattern tables, Map<FieldPath, OnRead> actions, FieldMode mode, TopicTemplate namespace) {
    private static final Pattern ANY_TOPIC = Pattern.compile(".*", Pattern.DOTALL);

    public PolicyRule {
        actions = Map.copyOf(actions);
    }

    public boolean matches(TableIdentifier table) {
        return tables.matcher(table.toString()).matches();
    }

    /** The policy in the form the decryptor wants, for any topic: the topic already decided the table. */
    List<FieldRule> rules(TableIdentifier table) {
        Matcher matcher = tables.matcher(table.toString());
        if (!matcher.matches()) {
            return List.of();
        }
        KeyNames keys = new KeyNames(TopicTemplate.literal(namespace.in(matcher)), List.of());
        return Stream.of(OnRead.values())
                .filter(actions::containsValue)
                .map(action -> new FieldRule(name, ANY_TOPIC, fields(action), mode, keys, action))
                .toList();
    }

    private List<FieldPath> fields(OnRead action) {
        return actions.entrySet().stream()
                .filter(entry -> entry.getValue() == action)
                .map(Map.Entry::getKey)
                .toList();
    }
}
