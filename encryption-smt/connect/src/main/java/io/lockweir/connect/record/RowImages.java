package io.lockweir.connect.record;

import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Whether a record is a row, or a change event that holds row images in {@code before} and {@code after}. */
public enum RowImages {
    /** A change event when the schema's name ends in {@code .Envelope}; a record without a schema is a row. */
    AUTO {
        @Override
        boolean inside(@Nullable Schema schema) {
            return schema != null && schema.name() != null && schema.name().endsWith(".Envelope");
        }
    },
    /** Always a Debezium change event; the only way to say so for records without a schema. */
    DEBEZIUM {
        @Override
        boolean inside(@Nullable Schema schema) {
            return true;
        }
    },
    /** Always a row. */
    FLAT {
        @Override
        boolean inside(@Nullable Schema schema) {
            return false;
        }
    };

    /** The fields of a change event that hold row images. */
    static final List<String> FIELDS = List.of("before", "after");

    /** Whether records of this schema (null: without) hold row images. */
    abstract boolean inside(@Nullable Schema schema);
}
