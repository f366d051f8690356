package io.lockweir.sink.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TableProgressTest {

    private static final ProgressKeys KEYS = new ProgressKeys("s1");

    @Test
    void namesItsPropertiesForGood() {
        assertThat(KEYS.partition(new TopicPartition("bank.customers", 12))).isEqualTo("lockweir.s1.bank.customers.12");
        assertThat(KEYS.source("bank.customers")).isEqualTo("lockweir.s1.bank.customers.source");
        assertThat(KEYS.hold("retention-ab12")).isEqualTo("lockweir.s1.hold.retention-ab12");
        assertThat(new Progress(17, "slice", 99, 4).format()).isEqualTo("17|slice|99|4");
        assertThat(new SourceIdentity("c", "t").format()).isEqualTo("c|t");
    }

    @Test
    void tellsTopicsAndKindsApart() {
        TableProgress read = TableProgress.read(
                KEYS,
                Map.of(
                        "lockweir.s1.a.1", "5|x|1|1",
                        "lockweir.s1.a.1.0", "6|x|1|1",
                        "lockweir.s1.a.source", "c|t1",
                        "lockweir.s1.a.source.7", "8|x|1|1",
                        "lockweir.s1.hold.retention-12", "accept",
                        "lockweir.s1.hold.0", "9|x|1|1",
                        "lockweir.s2.a.1", "not ours, not read",
                        "write.format.default", "parquet"));

        assertThat(read.to(new TopicPartition("a", 1))).isEqualTo(5);
        assertThat(read.to(new TopicPartition("a.1", 0))).isEqualTo(6);
        assertThat(read.to(new TopicPartition("a.source", 7))).isEqualTo(8);
        assertThat(read.to(new TopicPartition("hold", 0))).isEqualTo(9);
        assertThat(read.to(new TopicPartition("b", 0))).isEqualTo(Progress.NONE);
        assertThat(read.sources()).isEqualTo(Map.of("a", new SourceIdentity("c", "t1")));
        assertThat(read.answers()).isEqualTo(Map.of("retention-12", "accept"));
        assertThat(read.otherSinks()).isEqualTo(Map.of("a", Set.of("s2")));
    }

    @Test
    void refusesADamagedProperty() {
        assertThatThrownBy(() -> TableProgress.read(KEYS, Map.of("lockweir.s1.a.1", "5")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Table property lockweir.s1.a.1 was damaged: Progress is not"
                        + " 'to|sliceId|snapshotId|sequenceNumber': 5");
    }

    @Test
    void refusesASinkIdThatCouldNotBeReadBack() {
        assertThatThrownBy(() -> new ProgressKeys("a.b")).isInstanceOf(IllegalArgumentException.class);
    }
}
