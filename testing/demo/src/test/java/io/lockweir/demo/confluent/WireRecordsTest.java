package io.lockweir.demo.confluent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.demo.canary.Canary;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

final class WireRecordsTest {
    @Test
    void recordsAndCanariesAreTheSameForASeed() {
        WireRecords one = new WireRecords(7);
        WireRecords same = new WireRecords(7);
        for (int id = 0; id < 100; id++) {
            for (WireTable table : WireTable.values()) {
                assertThat(WireContent.written(table, one.next(table, id)))
                        .isEqualTo(WireContent.written(table, same.next(table, id)));
            }
        }
        assertThat(one.canaries()).isEqualTo(same.canaries());
        assertThat(new WireRecords(8).canaries()).doesNotContainAnyElementsOf(one.canaries());
    }

    @Test
    void everySecretColumnHasItsCanariesSoon() {
        WireRecords records = new WireRecords(7);
        StringBuilder texts = new StringBuilder();
        for (int id = 0; id < 20; id++) {
            for (WireTable table : WireTable.values()) {
                GenericRecord record = records.next(table, id);
                texts.append(record);
                table.avro().getFields().forEach(field -> {
                    if (record.get(field.pos()) instanceof ByteBuffer bytes) {
                        texts.append(WireContent.hex(bytes));
                    }
                });
            }
        }
        assertThat(texts.toString())
                .contains(records.canaries().stream().map(Canary::token).toList());
    }

    @Test
    void contentsDifferWhereAnyColumnDoes() {
        GenericRecord record = new WireRecords(7).next(WireTable.TRANSFERS, 1);
        for (String column : List.of("debtor", "purpose", "document", "mentions", "cents")) {
            GenericRecord other = new GenericData.Record((GenericData.Record) record, true);
            other.put(column, column.equals("document") ? ByteBuffer.wrap(new byte[] {1}) : List.of("x"));
            assertThat(WireContent.written(WireTable.TRANSFERS, other).content())
                    .as(column)
                    .isNotEqualTo(
                            WireContent.written(WireTable.TRANSFERS, record).content());
            assertThat(WireContent.written(WireTable.TRANSFERS, other).identity())
                    .isEqualTo(WireContent.written(WireTable.TRANSFERS, record).identity());
        }
    }

    @Test
    void elementsOfAListDoNotFlowIntoTheirNeighbours() {
        GenericRecord record = new WireRecords(7).next(WireTable.TRANSFERS, 1);
        record.put("mentions", List.of("a", "b 1:c"));
        GenericRecord other = new GenericData.Record((GenericData.Record) record, true);
        other.put("mentions", List.of("a", "b", "c"));
        assertThat(WireContent.written(WireTable.TRANSFERS, other))
                .isNotEqualTo(WireContent.written(WireTable.TRANSFERS, record));
    }
}
