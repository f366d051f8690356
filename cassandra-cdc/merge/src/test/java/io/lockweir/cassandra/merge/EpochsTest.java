package io.lockweir.cassandra.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.format.schema.TableId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EpochsTest {

    private static final TableId TABLE = new TableId(1, 2);
    private static final UUID HOST = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private final Epochs epochs = Epochs.NONE.truncated(TABLE, HOST, new LogPosition(7, 100));

    @Test
    void whatEndsAtOrBeforeTheTruncationOfItsHostIsOver() {
        assertThat(epochs.isOver(TABLE, HOST, new LogPosition(7, 100))).isTrue();
        assertThat(epochs.isOver(TABLE, HOST, new LogPosition(6, 999))).isTrue();
        assertThat(epochs.isOver(TABLE, HOST, new LogPosition(7, 101))).isFalse();
    }

    @Test
    void anotherHostOrTableIsNotConcerned() {
        assertThat(epochs.isOver(TABLE, OTHER, new LogPosition(1, 1))).isFalse();
        assertThat(epochs.isOver(new TableId(1, 3), HOST, new LogPosition(1, 1)))
                .isFalse();
        assertThat(epochs.without(TABLE)).isEqualTo(Epochs.NONE);
    }

    @Test
    void anOlderTruncationReadAgainChangesNothing() {
        assertThat(epochs.truncated(TABLE, HOST, new LogPosition(7, 99))).isSameAs(epochs);
        assertThat(epochs.truncated(TABLE, HOST, new LogPosition(7, 100))).isSameAs(epochs);
        assertThat(epochs.truncated(TABLE, HOST, new LogPosition(8, 1)).isOver(TABLE, HOST, new LogPosition(7, 500)))
                .isTrue();
    }
}
