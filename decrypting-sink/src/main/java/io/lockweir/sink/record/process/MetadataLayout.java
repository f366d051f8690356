package io.lockweir.sink.record.process;

import io.lockweir.sink.record.MetadataColumn;
import io.lockweir.sink.record.ReasonCode;
import io.lockweir.sink.record.convert.Refusal;
import io.lockweir.sink.record.flatten.MetadataValues;
import io.lockweir.sink.record.flatten.RowImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkRecord;

/** The metadata columns that a table has. */
record MetadataLayout(List<Slot> slots, boolean hasOperation) {

    /** One of them, at its position in the row. */
    record Slot(MetadataColumn column, String name, int position, boolean required) {}

    private MetadataLayout(List<Slot> slots) {
        this(List.copyOf(slots), slots.stream().anyMatch(slot -> slot.column() == MetadataColumn.OPERATION));
    }

    /** @throws ConfigException if a column of the name has another type */
    static MetadataLayout of(TableIdentifier table, Types.StructType schema, Map<MetadataColumn, String> names) {
        List<Slot> slots = new ArrayList<>();
        for (int position = 0; position < schema.fields().size(); position++) {
            Types.NestedField field = schema.fields().get(position);
            for (Map.Entry<MetadataColumn, String> each : names.entrySet()) {
                if (each.getValue().equals(field.name())) {
                    MetadataColumn column = each.getKey();
                    if (!field.type().equals(column.type())) {
                        throw new ConfigException(
                                "Column " + field.name() + " of table " + table + " is " + field.type()
                                        + "; the sink writes " + column.type()
                                        + " there. Change the column, or name another one"
                                        + " with " + column.key());
                    }
                    slots.add(new Slot(column, field.name(), position, field.isRequired()));
                }
            }
        }
        return new MetadataLayout(slots);
    }

    Set<String> names() {
        return slots.stream().map(Slot::name).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * To be asked before anything is decrypted.
     *
     * @throws Refusal if a change event's operation would be lost
     */
    void requireOperation(RowImage image) {
        if (image.envelope() != null && !hasOperation) {
            throw new Refusal(
                    ReasonCode.MISSING_COLUMN,
                    MetadataColumn.OPERATION.defaultName(),
                    "Change events need a string column for their operation, else a delete looks like an insert; add it to"
                            + " the table, or name it with " + MetadataColumn.OPERATION.key());
        }
    }

    /** @throws Refusal if a required column has no value */
    void fill(GenericRecord row, SinkRecord record, RowImage image) {
        for (Slot slot : slots) {
            Object value = MetadataValues.read(slot.column(), record, image.envelope());
            if (value == null && slot.required()) {
                throw new Refusal(
                        ReasonCode.MISSING_COLUMN,
                        slot.name(),
                        "The metadata column is required and the record does not feed it");
            }
            row.set(slot.position(), value);
        }
    }
}
