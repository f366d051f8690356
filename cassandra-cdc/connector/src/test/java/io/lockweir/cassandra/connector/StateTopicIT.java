package io.lockweir.cassandra.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.cassandra.connector.convergence.StateKeyset;
import io.lockweir.cassandra.connector.state.DirtyRows;
import io.lockweir.cassandra.connector.state.Marker;
import io.lockweir.cassandra.connector.state.Place;
import io.lockweir.cassandra.connector.state.StateSettings;
import io.lockweir.cassandra.connector.state.StateTopic;
import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.merge.state.PartitionDeletions;
import io.lockweir.cassandra.merge.state.RangeDeletions;
import io.lockweir.cassandra.merge.state.RangeDeletions.Cut;
import io.lockweir.cassandra.merge.store.HeapRowStore;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The state in a real topic, with the sizes that a broker takes by default. */
final class StateTopicIT {
    @RegisterExtension
    static final LocalStackExtension STACK =
            LocalStackExtension.of(LocalStack.builder().withKafka());

    private static final UUID HOST = new UUID(3, 4);
    private static final TableId TABLE = new TableId(1, 2);
    private static final Slice PARTITION = Slice.utf8("account");
    private static final Slice ROW = Slice.utf8("row");

    @Test
    void partitionsWithAnyNumberOfDeletedRangesAndRowsOfAnySizeComeBack() {
        Random random = new Random(5);
        for (int ranges : new int[] {60_000, 3, 100_000, 0}) {
            byte[] row = new byte[ranges * 20];
            random.nextBytes(row);
            PartitionDeletions deletions = deletions(ranges);
            try (StateTopic topic = StateTopic.open(settings())) {
                HeapRowStore heap = new HeapRowStore(1 << 30);
                topic.restore(heap);
                DirtyRows rows = new DirtyRows(heap);
                rows.partition(TABLE, PARTITION).putDeletions(deletions);
                rows.partition(TABLE, PARTITION).putRow(ROW, row, Cell.NO_DELETION_TIME);
                Place place = new Place(new LogPosition(1, 2), 3, 4);
                topic.write(rows.freeze(place, new byte[0], List.of()), new Marker(HOST, place, false));
            }
            try (StateTopic topic = StateTopic.open(settings())) {
                HeapRowStore heap = new HeapRowStore(1 << 30);
                assertThat(topic.restore(heap).marker()).isPresent();
                assertThat(heap.partition(TABLE, PARTITION).deletions()).isEqualTo(deletions);
                assertThat(heap.partition(TABLE, PARTITION).row(ROW)).isEqualTo(row);
            }
        }
    }

    private static PartitionDeletions deletions(int ranges) {
        List<Cut> cuts = IntStream.range(0, ranges)
                .mapToObj(n -> new Cut(
                        Slice.utf8("key %09d".formatted(n)), n % 2 == 0 ? new Deletion(n + 1L, n) : Deletion.NONE))
                .toList();
        return new PartitionDeletions(Deletion.NONE, new RangeDeletions(cuts));
    }

    private static StateSettings settings() {
        Map<String, String> properties = new HashMap<>();
        properties.put("topic.prefix", "bank");
        properties.put("cassandra.host", "localhost");
        properties.put("cassandra.datacenter", "datacenter1");
        properties.put("cdc.raw.dir", "/cdc_raw");
        properties.put("spool.dir", "/spool");
        properties.put("images", "full");
        properties.put("state.topic", "state-large");
        properties.put("state.kafka.bootstrap.servers", STACK.stack().kafka().bootstrapServers());
        properties.put("state.encryption.keyset.json", StateKeyset.JSON);
        return FullKeys.settings(new CassandraCdcConfig(properties));
    }
}
