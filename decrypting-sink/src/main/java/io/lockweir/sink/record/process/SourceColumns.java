package io.lockweir.sink.record.process;

import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.OnRead;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Step;
import io.lockweir.sink.record.RecordConfig;
import io.lockweir.sink.record.convert.Columns;
import io.lockweir.sink.record.policy.TablePolicy;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration makes of a table's columns, for whoever compares them with a source. Needs no keys.
 *
 * @param secret top-level columns with decrypted values in them
 * @param altered top-level columns that do not hold what the source holds: ciphertext that is kept, what is dropped, masked,
 *     redacted
 * @param metadata columns that tell where a row came from
 * @param key columns that tell rows apart; empty if the table is appended to and has no identifier fields
 */
public record SourceColumns(
        Set<String> secret, Set<String> altered, Set<String> metadata, List<String> key, Columns names) {

    public SourceColumns {
        secret = Set.copyOf(secret);
        altered = Set.copyOf(altered);
        metadata = Set.copyOf(metadata);
        key = List.copyOf(key);
    }

    /**
     * For a table.
     *
     * @param topics that are written to the table, as far as they are known
     */
    public static SourceColumns of(RecordConfig config, TableIdentifier identifier, Table table, Set<String> topics) {
        Schema schema = table.schema();
        TablePolicy policy = config.policies().of(identifier, topics);
        Columns names = new Columns(config.rules());
        Set<String> metadata = MetadataLayout.of(identifier, schema.asStruct(), config.columns())
                .names();
        Set<String> secret = TableColumns.decrypted(identifier, schema, policy, names);
        secret.addAll(TableColumns.decryptedUnnamed(schema, policy, metadata));
        secret.addAll(TableColumns.everDecrypted(schema, policy, names));
        List<Integer> key = config.modes().upsert(identifier)
                ? KeyColumns.of(identifier, table, config.modes().keyColumns(), metadata, policy)
                : List.copyOf(schema.identifierFieldIds());
        return new SourceColumns(
                top(secret),
                altered(schema, policy, names),
                metadata,
                key.stream().map(schema::findColumnName).toList(),
                names);
    }

    /** The table's column of a source's; null if it has none. */
    public @Nullable String column(Table table, String source) {
        Types.NestedField column = names.find(table.schema().asStruct(), source);
        return column == null ? null : column.name();
    }

    private static Set<String> top(Set<String> paths) {
        Set<String> columns = new TreeSet<>();
        // A dot may stand in a name: then a column more is kept secret.
        paths.forEach(path -> {
            columns.add(path);
            columns.add(path.replaceFirst("\\..*", ""));
        });
        return columns;
    }

    private static Set<String> altered(Schema schema, TablePolicy policy, Columns names) {
        Set<String> altered = new TreeSet<>();
        for (FieldRule rule : policy.concerned()) {
            if (rule.onRead() != OnRead.DECRYPT
                    || !(rule.mode().encrypts() || rule.mode().leavesClear())) {
                for (FieldPath path : rule.fields()) {
                    Types.NestedField column = path.steps().isEmpty()
                            ? null
                            : TableColumns.find(
                                    schema, new FieldPath(path.steps().subList(0, 1)), names);
                    if (column != null && path.steps().get(0) instanceof Step.Field) {
                        altered.add(column.name());
                    }
                }
            }
        }
        return altered;
    }
}
