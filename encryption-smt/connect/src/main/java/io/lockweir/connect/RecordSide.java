package io.lockweir.connect;

import io.lockweir.encryption.path.Part;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/** The side of a record that a transform works on. */
enum RecordSide {
    KEY(Part.FIELD_OF_KEY) {
        @Override
        @Nullable
        Schema schema(ConnectRecord<?> record) {
            return record.keySchema();
        }

        @Override
        @Nullable
        Object content(ConnectRecord<?> record) {
            return record.key();
        }

        @Override
        <R extends ConnectRecord<R>> R with(R record, SchemaAndValue content) {
            return record.newRecord(
                    record.topic(),
                    record.kafkaPartition(),
                    content.schema(),
                    content.value(),
                    record.valueSchema(),
                    record.value(),
                    record.timestamp());
        }
    },
    VALUE(Part.FIELD_OF_VALUE) {
        @Override
        @Nullable
        Schema schema(ConnectRecord<?> record) {
            return record.valueSchema();
        }

        @Override
        @Nullable
        Object content(ConnectRecord<?> record) {
            return record.value();
        }

        @Override
        <R extends ConnectRecord<R>> R with(R record, SchemaAndValue content) {
            return record.newRecord(
                    record.topic(),
                    record.kafkaPartition(),
                    record.keySchema(),
                    record.key(),
                    content.schema(),
                    content.value(),
                    record.timestamp());
        }
    };

    private final Part part;

    RecordSide(Part part) {
        this.part = part;
    }

    Part part() {
        return part;
    }

    /** As in the names of the transforms' classes. */
    String label() {
        return this == KEY ? "Key" : "Value";
    }

    abstract @Nullable Schema schema(ConnectRecord<?> record);

    abstract @Nullable Object content(ConnectRecord<?> record);

    abstract <R extends ConnectRecord<R>> R with(R record, SchemaAndValue content);
}
