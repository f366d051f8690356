package io.lockweir.sink.record.policy;

import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * The policy of all tables whose full name matches.
 *
 * @param name as in {@code policies.NAME.…}; {@code default} for the short form
 * @param scope namespace or join domain of the ciphertexts
 */
public record PolicyRule(String name, Pattern tables, Map<FieldPath, FieldAction> actions, Scope scope) {
    public PolicyRule {
        actions = Map.copyOf(actions);
    }

    public boolean matches(TableIdentifier table) {
        return tables.matcher(table.toString()).matches();
    }
}
