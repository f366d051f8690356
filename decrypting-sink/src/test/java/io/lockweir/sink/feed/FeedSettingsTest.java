package io.lockweir.sink.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.write.IndexPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.Test;

class FeedSettingsTest {

    private static final TableIdentifier TABLE = TableIdentifier.of("bank", "customers");

    private final FeedSettings settings = new FeedSettings(
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            Duration.ofSeconds(30),
            10,
            1 << 20,
            3,
            table -> false,
            IndexPolicy.DEFAULT,
            1 << 28,
            4_321,
            Map.of());

    @Test
    void cutsATableOnceInAnIntervalWhoeverAsks() {
        long cut = settings.nextCutMs(TABLE, 1_000_000);

        assertThat(cut).isBetween(1_000_001L, 1_010_000L);
        assertThat(settings.nextCutMs(TABLE, cut - 1)).isEqualTo(cut);
        assertThat(settings.nextCutMs(TABLE, cut)).isEqualTo(cut + 10_000);
    }

    @Test
    void cutsTablesAtDifferentMoments() {
        long moments = IntStream.range(0, 100)
                .mapToObj(i -> TableIdentifier.of("bank", "table" + i))
                .mapToLong(table -> settings.nextCutMs(table, 1_000_000) / 1_000)
                .distinct()
                .count();

        assertThat(moments).isGreaterThanOrEqualTo(10);
    }

    @Test
    void cutsOnWorkersAtDifferentMoments() {
        long moments = IntStream.range(0, 100)
                .mapToObj(FeedSettingsTest::onWorker)
                .mapToLong(worker -> worker.nextCutMs(TABLE, 1_000_000) / 1_000)
                .distinct()
                .count();

        assertThat(moments).isGreaterThanOrEqualTo(10);
    }

    private static FeedSettings onWorker(long number) {
        return new FeedSettings(
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                Duration.ZERO,
                0,
                1 << 20,
                3,
                table -> false,
                IndexPolicy.DEFAULT,
                1 << 28,
                number,
                Map.of());
    }
}
