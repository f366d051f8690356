package io.lockweir.sink.record.process;

import io.lockweir.connect.metrics.PluginMetrics;
import io.lockweir.connect.record.DecryptOptions;
import io.lockweir.connect.record.FieldException;
import io.lockweir.connect.record.FieldKeys;
import io.lockweir.connect.record.RecordDecryptor;
import io.lockweir.connect.record.RowImages;
import io.lockweir.connect.record.SchemaCache;
import io.lockweir.connect.record.Unlisted;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.FieldSelection;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.sink.record.OnUnavailable;
import io.lockweir.sink.record.ReasonCode;
import io.lockweir.sink.record.RecordConfig;
import io.lockweir.sink.record.convert.Refusal;
import io.lockweir.sink.record.convert.UnavailableValue;
import io.lockweir.sink.record.flatten.RowImage;
import io.lockweir.sink.record.policy.TablePolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Keys of one upserted table, as row images and record keys tell them. */
final class KeyReader {
    private final Types.StructType type;
    private final List<Types.NestedField> columns;
    private final FieldKeys keys;
    private final TablePolicy policy;
    private final DecryptOptions options;
    private final UnavailableValue unavailable;
    private final PluginMetrics metrics;
    private final RecordDecryptor formCheck;
    private final KeyFields images;
    private final Map<Set<String>, KeyFields> recordKeys = new HashMap<>();
    private final SchemaCache<KeyFields> recordKeysBySchema = new SchemaCache<>();
    private final SchemaCache<Schema> wrappers = new SchemaCache<>();

    /** @param columns field ids of the key columns */
    KeyReader(
            Types.StructType type,
            List<Integer> columns,
            FieldKeys keys,
            TablePolicy policy,
            RecordConfig config,
            PluginMetrics metrics) {
        this.type = type;
        this.columns = columns.stream().map(type::field).toList();
        this.keys = keys;
        this.policy = policy;
        this.options = new DecryptOptions(RowImages.FLAT, Unlisted.FAIL, config.onSchemaLost(), config.placeholder());
        // A placeholder tells no rows apart, whatever is written of it elsewhere.
        this.unavailable = new UnavailableValue(config.placeholder(), OnUnavailable.FAIL);
        this.metrics = metrics;
        this.formCheck = RecordDecryptor.checkingClear(keys, policy.keyRules(), options);
        this.images = fields(Part.FIELD_OF_VALUE, this.columns, policy.rules());
    }

    private KeyFields fields(Part part, List<Types.NestedField> some, List<FieldRule> rules) {
        Set<String> names = some.stream().map(Types.NestedField::name).collect(Collectors.toUnmodifiableSet());
        List<FieldRule> about = rules.stream()
                .map(rule -> about(rule, names))
                .flatMap(Optional::stream)
                .toList();
        return new KeyFields(
                part, some, new RecordDecryptor(keys, about, options, metrics), unavailable, policy.encrypted(names));
    }

    /** The rule as far as it names fields that are there. */
    private static Optional<FieldRule> about(FieldRule rule, Set<String> names) {
        if (!(rule.selection() instanceof FieldSelection.Named)) {
            return Optional.of(rule);
        }
        List<FieldPath> fields = names.stream()
                .map(FieldPath::of)
                .filter(rule.fields()::contains)
                .toList();
        return fields.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new FieldRule(rule.name(), rule.topics(), fields, rule.mode(), rule.keys(), rule.onRead()));
    }

    /** Whether a row image has all of the key. */
    boolean in(@Nullable RowImage image) {
        return image != null && images.in(image.value());
    }

    /** The key of a row image that {@linkplain #in has it}. */
    Record of(String topic, RowImage image) {
        return read(images, topic, image.value());
    }

    /** The key of the image before a change, if the one after it has another; null if not. Encrypted keys are compared as they are. */
    @Nullable
    Record left(String topic, RowImage before, RowImage after, Record row) {
        if (images.same(before.value(), after.value())) {
            return null;
        }
        Record key = of(topic, before);
        return same(key, row) ? null : key;
    }

    /**
     * Whether the record's key alone tells the row.
     *
     * @throws Refusal if it is missing, or has fields that are no key columns: rows of one key could then come from several
     *     partitions, in any order
     */
    boolean recordKeyTells(SinkRecord record) {
        return recordKey(structure(record)).count() == columns.size();
    }

    /**
     * The record key, which {@linkplain #recordKeyTells tells the row}.
     *
     * @throws Refusal if one of its fields is null, does not decrypt or does not convert
     */
    Record ofRecordKey(SinkRecord record) {
        Object structure = structure(record);
        KeyFields key = recordKey(structure);
        if (!key.in(structure)) {
            throw new Refusal(ReasonCode.MISSING_KEY, "", "A field of the record key is null");
        }
        return read(key, record.originalTopic(), structure);
    }

    /** Whether two records of the table have the same values in the fields of the record key. */
    boolean sameRecordKey(SinkRecord record, Record one, Record other) {
        Object structure = structure(record);
        return columns.stream()
                .filter(column -> names(structure).contains(column.name()))
                .allMatch(column -> same(column, one, other));
    }

    private boolean same(Record one, Record other) {
        return columns.stream().allMatch(column -> same(column, one, other));
    }

    private static boolean same(Types.NestedField column, Record one, Record other) {
        return Objects.deepEquals(one.getField(column.name()), other.getField(column.name()));
    }

    /**
     * Fails if a field of the record key is clear that the policy wants encrypted; decrypts nothing.
     *
     * @throws Refusal naming it
     */
    void requireEncrypted(SinkRecord record) {
        Object structure = structure(record);
        try {
            Schema schema = structure instanceof Struct struct ? struct.schema() : null;
            formCheck.decrypt(record.originalTopic(), Part.FIELD_OF_KEY, schema, structure);
        } catch (FieldException e) {
            throw FieldFailures.refusal(e);
        }
    }

    private Record read(KeyFields fields, String topic, Object structure) {
        GenericRecord found;
        try {
            found = fields.read(topic, structure);
        } catch (FieldException e) {
            metrics.failed(e);
            throw FieldFailures.refusal(e);
        }
        GenericRecord key = GenericRecord.create(type);
        found.struct().fields().forEach(column -> key.setField(column.name(), found.getField(column.name())));
        return key;
    }

    private KeyFields recordKey(Object structure) {
        return structure instanceof Struct struct
                ? recordKeysBySchema.get(struct.schema(), unseen -> recordKey(names(structure)))
                : recordKey(names(structure));
    }

    private KeyFields recordKey(Set<String> names) {
        KeyFields known = recordKeys.get(names);
        if (known == null) {
            known = fields(Part.FIELD_OF_KEY, keyColumns(names), policy.keyRules());
            recordKeys.put(names, known);
        }
        return known;
    }

    private List<Types.NestedField> keyColumns(Set<String> names) {
        List<Types.NestedField> found =
                columns.stream().filter(column -> names.contains(column.name())).toList();
        if (found.size() != names.size() || found.isEmpty()) {
            throw new Refusal(
                    ReasonCode.KEY_MISMATCH,
                    "",
                    "The record key has fields that are no key columns, so rows of one key can stand in several partitions;"
                            + " set upsert.key.columns to the fields of the record key and what else tells rows apart");
        }
        return found;
    }

    /** A structure as it is; a single value as the only key column. */
    private Object structure(SinkRecord record) {
        Object key = record.key();
        if (key == null) {
            throw new Refusal(
                    ReasonCode.MISSING_KEY,
                    "",
                    "The record has no key; give the source table a primary key, or the source connector"
                            + " message.key.columns");
        }
        if (key instanceof Struct || key instanceof Map) {
            return key;
        }
        if (columns.size() != 1) {
            throw new Refusal(
                    ReasonCode.KEY_MISMATCH,
                    "",
                    "The record key is a single value, and the table has several key columns");
        }
        String name = columns.get(0).name();
        Schema schema = record.keySchema();
        return schema == null
                ? Map.of(name, key)
                : new Struct(wrappers.get(
                                schema,
                                single -> SchemaBuilder.struct()
                                        .field(name, single)
                                        .build()))
                        .put(name, key);
    }

    private static Set<String> names(Object structure) {
        return structure instanceof Struct struct
                ? struct.schema().fields().stream().map(Field::name).collect(Collectors.toUnmodifiableSet())
                : ((Map<?, ?>) structure)
                        .keySet().stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
    }
}
