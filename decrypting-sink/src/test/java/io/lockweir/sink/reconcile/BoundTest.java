package io.lockweir.sink.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

class BoundTest {
    private static final Schema SCHEMA = new Schema(
            Types.NestedField.optional(1, "at", Types.TimestampType.withZone()),
            Types.NestedField.optional(2, "name", Types.StringType.get()));

    @Test
    void letsSmallerValuesPass() {
        Bound bound = Bound.parse("at < 2024-01-02 00:00:00+00", SCHEMA);
        GenericRecord row = GenericRecord.create(SCHEMA);

        assertThat(bound.ofTable().test(row)).isFalse();
        row.setField("at", java.time.OffsetDateTime.parse("2024-01-01T23:59:59Z"));
        assertThat(bound.ofTable().test(row)).isTrue();
        row.setField("at", java.time.OffsetDateTime.parse("2024-01-02T00:00:00Z"));
        assertThat(bound.ofTable().test(row)).isFalse();
        assertThat(Bound.NONE.ofTable().test(row)).isTrue();
    }

    @Test
    void refusesWhatTheTwoSidesOrderDifferently() {
        assertThatThrownBy(() -> Bound.parse("name<M", SCHEMA)).hasMessageContaining("is no bound");
        assertThatThrownBy(() -> Bound.parse("at=1", SCHEMA)).hasMessageContaining("is no bound");
        assertThatThrownBy(() -> Bound.parse("at<yesterday", SCHEMA)).hasMessageContaining("no value of type");
    }
}
