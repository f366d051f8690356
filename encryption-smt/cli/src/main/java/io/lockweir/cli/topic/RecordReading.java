package io.lockweir.cli.topic;

import io.lockweir.cli.config.ToolConfig;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.SinkRecord;

/** From a record in Kafka to a clear one, as a sink connector gets it: converters, then {@code DecryptFields}. For one thread. */
final class RecordReading implements AutoCloseable {
    /** In which Debezium repeats the record key; every other header is nobody's business here. */
    static final List<String> KEY_HEADERS = List.of("__debezium.newkey", "__debezium.oldkey");

    private final Converters converters;
    private final Transforms transforms;

    private RecordReading(Converters converters, Transforms transforms) {
        this.converters = converters;
        this.transforms = transforms;
    }

    static RecordReading of(ToolConfig config) {
        return new RecordReading(Converters.of(config), Transforms.decrypting(config));
    }

    /** As the converters give it: fields are still encrypted. */
    SinkRecord converted(ConsumerRecord<byte[], byte[]> record) {
        SchemaAndValue key = converters.key(record.topic(), record.headers(), record.key());
        SchemaAndValue value = converters.value(record.topic(), record.headers(), record.value());
        SinkRecord converted = new SinkRecord(
                record.topic(),
                record.partition(),
                key.schema(),
                key.value(),
                value.schema(),
                value.value(),
                record.offset(),
                record.timestamp(),
                TimestampType.CREATE_TIME);
        for (Header header : record.headers()) {
            if (KEY_HEADERS.contains(header.key())) {
                converted.headers().add(header.key(), converters.header(record.topic(), header.key(), header.value()));
            }
        }
        return converted;
    }

    /** With its fields in clear. */
    SinkRecord decrypted(SinkRecord converted) {
        return transforms.apply(converted);
    }

    @Override
    public void close() {
        Closing.all(transforms, converters);
    }
}
