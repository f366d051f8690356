package io.lockweir.cassandra.merge.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.mutation.Liveness;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconcileTest {

    private static final Column TEXT = Column.regular("text", Native.TEXT);

    @Test
    void theLargerTimestampWins() {
        assertWins(live(2, "a"), live(1, "z"), expiring(1, 10, 500, "z"), tombstone(1, 900));
        assertWins(tombstone(2, 100), live(1, "z"));
    }

    @Test
    void atEqualTimestampsWhatEndsBeatsWhatDoesNot() {
        assertWins(expiring(5, 10, 100, "a"), live(5, "z"));
        assertWins(tombstone(5, 100), live(5, "z"));
    }

    @Test
    void atEqualTimestampsATombstoneBeatsWhatExpires() {
        assertWins(tombstone(5, 100), expiring(5, 10, 900, "z"));
    }

    @Test
    void amongEqualsTheLaterEndWinsThenTheLowerTimeToLive() {
        assertWins(tombstone(5, 101), tombstone(5, 100));
        assertWins(expiring(5, 10, 101, "a"), expiring(5, 10, 100, "z"));
        assertWins(expiring(5, 9, 100, "a"), expiring(5, 10, 100, "z"));
    }

    @Test
    void atLastTheLargerValueByUnsignedBytesWins() {
        assertWins(live(5, "ab"), live(5, "a"), live(5, ""));
        assertWins(expiring(5, 10, 100, "\u00e9"), expiring(5, 10, 100, "z"));
    }

    @Test
    void rowMarkersFollowTheSameOrderButCompareNoValues() {
        assertWins(new Liveness(2, 0, Cell.NO_DELETION_TIME), new Liveness(1, 10, 100));
        assertWins(new Liveness(2, 10, 100), new Liveness(2, 0, Cell.NO_DELETION_TIME));
        assertWins(new Liveness(2, 10, 101), new Liveness(2, 10, 100));
        assertWins(new Liveness(2, 9, 100), new Liveness(2, 10, 100));
        assertWins(new Liveness(2, Liveness.EXPIRED_TTL, 100), new Liveness(2, 10, 900));
        assertWins(new Liveness(2, 0, Cell.NO_DELETION_TIME), Liveness.NONE);
        assertWins(new Liveness(2, 0, Cell.NO_DELETION_TIME), Liveness.ASSUMED);
        assertWins(new Liveness(2, 0, Cell.NO_DELETION_TIME), Liveness.assumed(2));
        assertWins(Liveness.assumed(3), new Liveness(2, 0, Cell.NO_DELETION_TIME));
        assertWins(Liveness.ASSUMED, Liveness.NONE);
    }

    @Test
    void deletionsFollowTheirTimestampThenTheirTime() {
        assertThat(Reconcile.deletion(new Deletion(2, 1), new Deletion(1, 9))).isEqualTo(new Deletion(2, 1));
        assertThat(Reconcile.deletion(new Deletion(2, 1), new Deletion(2, 9))).isEqualTo(new Deletion(2, 9));
        assertThat(Reconcile.deletion(Deletion.NONE, new Deletion(-9, 1))).isEqualTo(new Deletion(-9, 1));
    }

    private static void assertWins(Cell winner, Cell... losers) {
        for (Cell loser : losers) {
            assertThat(Reconcile.cell(winner, loser)).isSameAs(winner);
            assertThat(Reconcile.cell(loser, winner)).isSameAs(winner);
        }
    }

    private static void assertWins(Liveness winner, Liveness loser) {
        assertThat(List.of(Reconcile.liveness(winner, loser), Reconcile.liveness(loser, winner)))
                .containsOnly(winner);
    }

    private static Cell live(long timestamp, String value) {
        return new Cell(TEXT, null, timestamp, Cell.NO_TTL, Cell.NO_DELETION_TIME, Slice.utf8(value));
    }

    private static Cell expiring(long timestamp, int ttl, long ends, String value) {
        return new Cell(TEXT, null, timestamp, ttl, ends, Slice.utf8(value));
    }

    private static Cell tombstone(long timestamp, long deletedAt) {
        return new Cell(TEXT, null, timestamp, Cell.NO_TTL, deletedAt, Slice.EMPTY);
    }
}
