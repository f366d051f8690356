package io.lockweir.sink.record.flatten;

import io.lockweir.sink.record.MetadataColumn;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Values of metadata columns, in Iceberg's generic Java form. */
public final class MetadataValues {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    private MetadataValues() {}

    /** The value, or null if the record does not tell. */
    public static @Nullable Object read(MetadataColumn column, SinkRecord record, @Nullable Object envelope) {
        return switch (column) {
            case OPERATION -> EventFields.text(envelope, EventFields.OPERATION);
            case SOURCE_LSN -> EventFields.number(source(envelope), "lsn");
            case SOURCE_TRANSACTION -> EventFields.number(source(envelope), "txId");
            case TRANSACTION_ORDER ->
                EventFields.number(EventFields.read(envelope, EventFields.TRANSACTION), "total_order");
            case SOURCE_TIME -> time(EventTime.micros(source(envelope)));
            case EVENT_TIME -> time(EventTime.micros(envelope));
            case KAFKA_TIME ->
                record.timestamp() == null
                        ? null
                        : Instant.ofEpochMilli(record.timestamp()).atOffset(ZoneOffset.UTC);
            case TOPIC -> record.originalTopic();
            case PARTITION -> record.originalKafkaPartition();
            case OFFSET -> record.originalKafkaOffset();
        };
    }

    private static @Nullable Object source(@Nullable Object envelope) {
        return EventFields.read(envelope, EventFields.SOURCE);
    }

    private static @Nullable OffsetDateTime time(@Nullable Long micros) {
        if (micros == null) {
            return null;
        }
        long nanos = Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO;
        return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS_PER_SECOND), nanos)
                .atOffset(ZoneOffset.UTC);
    }
}
