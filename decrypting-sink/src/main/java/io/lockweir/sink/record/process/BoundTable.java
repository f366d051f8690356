package io.lockweir.sink.record.process;

import io.lockweir.connect.metrics.PluginMetrics;
import io.lockweir.connect.record.FieldKeys;
import io.lockweir.connect.rule.OnRead;
import io.lockweir.sink.record.ColumnRules;
import io.lockweir.sink.record.Outcome;
import io.lockweir.sink.record.RecordConfig;
import io.lockweir.sink.record.convert.Columns;
import io.lockweir.sink.record.convert.SchemaConverters;
import io.lockweir.sink.record.convert.SchemalessConverters;
import io.lockweir.sink.record.convert.SchemalessStructConverter;
import io.lockweir.sink.record.convert.UnavailableValue;
import io.lockweir.sink.record.flatten.Change;
import io.lockweir.sink.record.flatten.Flattener;
import io.lockweir.sink.record.flatten.RowImage;
import io.lockweir.sink.record.policy.TablePolicy;
import io.lockweir.sink.record.quality.TableRules;
import io.lockweir.sink.write.DecryptedPartitions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** One table as records see it: its policy, its columns, and the converters compiled so far. */
final class BoundTable {
    private final TableIdentifier identifier;
    private final Table table;
    private final Set<String> topics;
    private final Types.StructType type;
    private final Set<String> decryptedColumns;
    private final List<Integer> keyColumns;
    private final @Nullable Upserts upserts;
    private final ImageDecryptor decryptor;
    private final MetadataLayout metadata;
    private final DecryptingRows rows;
    private final SchemalessStructConverter schemaless;
    private final TableRules rules;

    /** @param topics that are written to the table, as far as they are known */
    BoundTable(
            TableIdentifier identifier,
            Table table,
            Set<String> topics,
            RecordConfig config,
            FieldKeys keys,
            PluginMetrics metrics) {
        this.identifier = identifier;
        this.table = table;
        this.topics = Set.copyOf(topics);
        this.type = table.schema().asStruct();
        TablePolicy policy = config.policies().of(identifier, topics);
        this.metadata = MetadataLayout.of(identifier, type, config.columns());
        this.keyColumns = config.modes().upsert(identifier)
                ? KeyColumns.of(identifier, table, config.modes().keyColumns(), metadata.names(), policy)
                : List.of();
        this.upserts = keyColumns.isEmpty()
                ? null
                : new Upserts(
                        identifier, new KeyReader(type, keyColumns, keys, policy, config, metrics), config.rowImages());
        requireExactNames(config.rules());
        Columns names = new Columns(config.rules());
        Set<String> now = TableColumns.decrypted(identifier, table.schema(), policy, names);
        Set<String> kept = TableColumns.kept(identifier, table.schema(), policy, names);
        Set<String> unnamed = TableColumns.decryptedUnnamed(table.schema(), policy, metadata.names());
        now.addAll(unnamed);
        DecryptedPartitions.refuse(table, now);
        unnamed.addAll(TableColumns.everDecrypted(table.schema(), policy, names));
        this.decryptedColumns = Set.copyOf(unnamed);
        this.decryptor = new ImageDecryptor(
                keys, policy, config, new ShreddedColumns(config.onShredded(), table.schema(), names), metrics);
        UnavailableValue unavailable = new UnavailableValue(config.placeholder(), config.onUnavailable());
        this.rows = new DecryptingRows(decryptor, new SchemaConverters(unavailable, names), type, metadata.names());
        this.schemaless = SchemalessStructConverter.compile(
                new SchemalessConverters(unavailable, encrypted(policy, now, kept), names), "", type, metadata.names());
        this.rules = TableRules.of(identifier, table.schema(), config.quality());
    }

    /** Key columns are known by the fields of record keys. */
    private void requireExactNames(ColumnRules rules) {
        if (!keyColumns.isEmpty() && !rules.exactNames()) {
            throw new ConfigException(
                    "Table " + identifier + " is upserted: set columns.case and columns.names to exact,"
                            + " or write it by another connector");
        }
    }

    TableIdentifier identifier() {
        return identifier;
    }

    Table table() {
        return table;
    }

    Set<String> topics() {
        return topics;
    }

    /** Those that must have no metrics in files. */
    Set<String> decryptedColumns() {
        return decryptedColumns;
    }

    /** Empty if the table is appended to. */
    List<Integer> keyColumns() {
        return keyColumns;
    }

    /** Null if the table is appended to. */
    @Nullable
    Upserts upserts() {
        return upserts;
    }

    /** What its rows have to be like. */
    TableRules rules() {
        return rules;
    }

    ImageDecryptor decryptor() {
        return decryptor;
    }

    /** What a record does to the table. @throws Refusal if it does not fit */
    Outcome outcome(SinkRecord record, Flattener flattener) {
        if (upserts != null) {
            return upserts.of(record, flattener, this::row, this::unwritten);
        }
        Change change = flattener.change(record.valueSchema(), record.value());
        metadata.requireOperation(change.row());
        return new Outcome.Row(identifier, row(record, change.row()), Flattener.eventTimeMs(record, change.envelope()));
    }

    private GenericRecord row(SinkRecord record, RowImage image) {
        RowImage unwritten = image.unwritten();
        if (unwritten != null) {
            unwritten(record, unwritten);
        }
        Schema schema = image.schema();
        GenericRecord row = schema == null
                ? schemaless.convert(withoutSchema(record.originalTopic(), image))
                : rows.row(record.originalTopic(), schema, image);
        metadata.fill(row, record, image);
        return row;
    }

    /** Of an image that nothing of is written, clear text is noticed all the same. */
    private void unwritten(SinkRecord record, RowImage image) {
        if (!decryptor.passes()) {
            decryptor.requireReadable(record.originalTopic(), image);
        }
    }

    private Object withoutSchema(String topic, RowImage image) {
        return decryptor.passes()
                ? image.value()
                : decryptor.decrypt(topic, image).value();
    }

    private static Set<String> encrypted(TablePolicy policy, Set<String> decryptedColumns, Set<String> kept) {
        return Stream.of(
                        policy.fields(OnRead.DECRYPT).stream().map(Object::toString),
                        policy.fields(OnRead.KEEP).stream().map(Object::toString),
                        decryptedColumns.stream(),
                        kept.stream())
                .flatMap(each -> each)
                .collect(Collectors.toUnmodifiableSet());
    }
}
