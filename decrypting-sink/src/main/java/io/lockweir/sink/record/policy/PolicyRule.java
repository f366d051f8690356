package io.lockweir.sink.record.policy;

import io.lockweir.connect.rule.FieldMode;
import io.lockweir.connect.rule.KeyNames;
import io.lockweir.encryption.path.FieldPath;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * The policy of all tables whose full name matches.
 *
 * @param name as in {@code policies.NAME.…}; {@code default} for the short form
 * @param mode how the fields were encrypted
 * @param keys the namespace of the ciphertexts
 */
public record PolicyRule(
        String name, Pattern tables, Map<FieldPath, FieldAction> actions, FieldMode mode, KeyNames keys) {
    public PolicyRule {
        actions = Map.copyOf(actions);
    }

    public boolean matches(TableIdentifier table) {
        return tables.matcher(table.toString()).matches();
    }
}
