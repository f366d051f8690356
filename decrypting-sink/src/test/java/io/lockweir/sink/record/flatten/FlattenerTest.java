package io.lockweir.sink.record.flatten;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.connect.record.RowImages;
import io.lockweir.sink.record.MetadataColumn;
import io.lockweir.sink.record.Outcome;
import io.lockweir.sink.record.convert.Refusal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FlattenerTest {
    private static final Map<String, Object> EVENT = Map.of(
            "op", "u",
            "before", Map.of("id", 1),
            "after", Map.of("id", 2),
            "source", Map.of("ts_ms", 5L, "ts_ns", 5_000_001_999L, "lsn", 7, "txId", 8),
            "transaction", Map.of("total_order", 3L),
            "ts_ms", 6L);

    @Test
    void readsARecordWithoutSchemaAsRowUnlessToldOtherwise() {
        RowImage row = new Flattener(RowImages.AUTO).change(null, EVENT).row();
        assertThat(row.envelope()).isNull();
        assertThat(row.value()).isSameAs(EVENT);
        RowImage image = new Flattener(RowImages.DEBEZIUM).change(null, EVENT).row();
        assertThat(image.envelope()).isSameAs(EVENT);
        assertThat(image.value()).isEqualTo(Map.of("id", 2));
    }

    @Test
    void readsAnEnvelopeAsRowIfToldSo() {
        Schema schema = SchemaBuilder.struct()
                .name("a.Envelope")
                .field("op", Schema.STRING_SCHEMA)
                .build();
        Struct value = new Struct(schema).put("op", "c");
        assertThat(new Flattener(RowImages.FLAT).change(schema, value).row().value())
                .isSameAs(value);
        assertThatThrownBy(() ->
                        new Flattener(RowImages.AUTO).change(schema, value).row())
                .isInstanceOf(Refusal.class);
    }

    @Test
    void visitsBothImages() {
        List<Object> images = new ArrayList<>();
        new Flattener(RowImages.DEBEZIUM).eachImage(null, EVENT, image -> images.add(image.value()));
        assertThat(images).containsExactly(Map.of("id", 1), Map.of("id", 2));
        images.clear();
        new Flattener(RowImages.FLAT).eachImage(null, EVENT, image -> images.add(image.value()));
        assertThat(images).containsExactly(EVENT);
    }

    @Test
    void readsMetadata() {
        SinkRecord record = new SinkRecord("t", 1, null, null, null, EVENT, 9, 1_000L, TimestampType.CREATE_TIME);
        assertThat(read(MetadataColumn.OPERATION, record)).isEqualTo("u");
        assertThat(read(MetadataColumn.SOURCE_LSN, record)).isEqualTo(7L);
        assertThat(read(MetadataColumn.SOURCE_TRANSACTION, record)).isEqualTo(8L);
        assertThat(read(MetadataColumn.TRANSACTION_ORDER, record)).isEqualTo(3L);
        assertThat(read(MetadataColumn.SOURCE_TIME, record))
                .isEqualTo(OffsetDateTime.parse("1970-01-01T00:00:05.000001Z"));
        assertThat(read(MetadataColumn.EVENT_TIME, record)).isEqualTo(OffsetDateTime.parse("1970-01-01T00:00:00.006Z"));
        assertThat(read(MetadataColumn.KAFKA_TIME, record)).isEqualTo(OffsetDateTime.parse("1970-01-01T00:00:01Z"));
        assertThat(read(MetadataColumn.TOPIC, record)).isEqualTo("t");
        assertThat(read(MetadataColumn.PARTITION, record)).isEqualTo(1);
        assertThat(read(MetadataColumn.OFFSET, record)).isEqualTo(9L);
    }

    @Test
    void hasNoMetadataOfTheSourceInARow() {
        SinkRecord record = new SinkRecord("t", 1, null, null, null, Map.of(), 9);
        for (MetadataColumn column : List.of(
                MetadataColumn.OPERATION,
                MetadataColumn.SOURCE_LSN,
                MetadataColumn.SOURCE_TIME,
                MetadataColumn.EVENT_TIME,
                MetadataColumn.KAFKA_TIME)) {
            assertThat(MetadataValues.read(column, record, null)).isNull();
        }
        RowImage row = new Flattener(RowImages.AUTO).change(null, Map.of()).row();
        assertThat(Flattener.eventTimeMs(record, row.envelope())).isEqualTo(Outcome.NO_TIME);
    }

    @Test
    void neverPrintsARow() {
        assertThat(new Flattener(RowImages.AUTO)
                        .change(null, Map.of("email", "canary"))
                        .row()
                        .toString())
                .doesNotContain("canary");
    }

    private static @Nullable Object read(MetadataColumn column, SinkRecord record) {
        return MetadataValues.read(column, record, EVENT);
    }
}
