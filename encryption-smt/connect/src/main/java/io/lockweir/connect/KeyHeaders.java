package io.lockweir.connect;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;

/** The headers in which Debezium repeats a record key, on both events of a primary-key update. */
final class KeyHeaders {
    static final List<String> NAMES = List.of("__debezium.newkey", "__debezium.oldkey");

    private KeyHeaders() {}

    /** The record itself when it has no such header, else a copy with each of them converted. */
    static <R extends ConnectRecord<R>> R converted(R record, Conversion conversion) {
        if (of(record).isEmpty()) {
            return record;
        }
        ConnectHeaders headers = new ConnectHeaders();
        for (Header header : record.headers()) {
            if (holdsKey(header)) {
                SchemaAndValue converted = conversion.apply(header);
                headers.add(header.key(), converted.value(), converted.schema());
            } else {
                headers.add(header);
            }
        }
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                record.timestamp(),
                headers);
    }

    /** Those headers of a record; nearly always none. */
    static List<Header> of(ConnectRecord<?> record) {
        if (record.headers().isEmpty()) {
            return List.of();
        }
        List<Header> found = new ArrayList<>();
        for (Header header : record.headers()) {
            if (holdsKey(header)) {
                found.add(header);
            }
        }
        return found;
    }

    private static boolean holdsKey(Header header) {
        return header.value() != null && NAMES.contains(header.key());
    }

    /** Converts the key in a header. */
    @FunctionalInterface
    interface Conversion {
        SchemaAndValue apply(Header header);
    }
}
