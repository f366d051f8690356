package io.lockweir.demo.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionSpec;
import org.junit.jupiter.api.Test;

class ColumnBoundsTest {

    @Test
    void seesALowerOrAnUpperBoundOfOneOfTheColumns() {
        Map<Integer, ByteBuffer> bound = Map.of(4, ByteBuffer.wrap(new byte[] {1}));
        assertThat(ColumnBounds.bounded(file(bound, Map.of()), Set.of(4, 5))).isTrue();
        assertThat(ColumnBounds.bounded(file(Map.of(), bound), Set.of(4, 5))).isTrue();
        assertThat(ColumnBounds.bounded(file(bound, bound), Set.of(5))).isFalse();
    }

    private static DataFile file(Map<Integer, ByteBuffer> lower, Map<Integer, ByteBuffer> upper) {
        return DataFiles.builder(PartitionSpec.unpartitioned())
                .withPath("file.parquet")
                .withFileSizeInBytes(1)
                .withMetrics(new Metrics(1L, null, null, null, null, lower, upper))
                .build();
    }
}
