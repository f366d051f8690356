package io.lockweir.cli.topic;

import io.lockweir.cli.config.ToolConfig;
import io.lockweir.cli.topic.Reencryption.OnShredded;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
    private final Optional<Transforms> nulling;

    private RecordReading(Converters converters, Transforms transforms, Optional<Transforms> nulling) {
        this.converters = converters;
        this.transforms = transforms;
        this.nulling = nulling;
    }

    /** As a connector with this configuration reads. */
    static RecordReading of(ToolConfig config) {
        return new RecordReading(Converters.of(config), Transforms.decrypting(config), Optional.empty());
    }

    /** The same with one answer to values whose subject was shredded. */
    static RecordReading of(ToolConfig config, OnShredded onShredded) {
        return new RecordReading(
                Converters.of(config),
                Transforms.decrypting(config, OnShredded.FAIL),
                onShredded == OnShredded.FAIL
                        ? Optional.empty()
                        : Optional.of(Transforms.decrypting(config, onShredded)));
    }

    /**
     * A clear record.
     *
     * @param shredded where it has null because a subject was shredded
     */
    record Clear(SinkRecord record, Set<String> shredded) {}

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

    /** With its fields in clear, and null where a subject was shredded, if that is wanted. */
    Clear cleared(SinkRecord converted) {
        try {
            return new Clear(transforms.apply(converted), Set.of());
        } catch (RuntimeException | Error e) {
            if (nulling.isEmpty() || !Fault.of(e).isShredded()) {
                throw e;
            }
            SinkRecord clear = nulling.get().apply(converted);
            Set<String> shredded = new HashSet<>();
            EnvelopeScan.nulls(clear.valueSchema(), clear.value()).forEach(place -> shredded.add("value" + place));
            shredded.retainAll(TopicVerification.envelopes(converted).keySet());
            return new Clear(clear, shredded);
        }
    }

    @Override
    public void close() {
        Closing.all(Stream.concat(Stream.of(transforms, converters), nulling.stream())
                .toArray(AutoCloseable[]::new));
    }
}
