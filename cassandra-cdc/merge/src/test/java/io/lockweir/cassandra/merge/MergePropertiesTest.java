package io.lockweir.cassandra.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.merge.state.Purge;
import io.lockweir.cassandra.merge.store.HeapRowStore;
import io.lockweir.cassandra.merge.store.RowKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random updates that collide; a failure names its seed. {@code -Dlockweir.merge.runs} and {@code .seed} for more, or the same again. */
class MergePropertiesTest {

    private static final int RUNS = Integer.getInteger("lockweir.merge.runs", 300);
    private static final long FIRST_SEED = Long.getLong("lockweir.merge.seed", new Random().nextInt(1 << 30));
    private static final long START = 99;
    private static final long END = 103;

    @Test
    void anyOrderAndAnyRepetitionKeepsTheSameBytes() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
            List<PartitionUpdate> updates = new RandomWrites(seed).next(12);
            World once = new World(START);
            updates.forEach(once::apply);
            List<PartitionUpdate> again = new ArrayList<>(updates);
            again.addAll(updates.subList(0, 6));
            Collections.shuffle(again, new Random(seed));
            World shuffled = new World(START);
            again.forEach(shuffled::apply);

            assertThat(shuffled.kept.everything()).as("seed %d", seed).isEqualTo(once.kept.everything());
            assertThat(shuffled.fold.rows()).as("seed %d", seed).isEqualTo(once.fold.rows());
        }
    }

    @Test
    void theFoldOfTheChangesIsWhatAQuerySeesAtEveryStep() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
            World world = new World(START);
            Random random = new Random(seed);
            for (PartitionUpdate update : new RandomWrites(seed).next(12)) {
                world.apply(update);
                if (random.nextInt(4) == 0) {
                    world.expire(world.merge.clock() + random.nextInt(2));
                }
                assertThat(world.fold.rows()).as("seed %d", seed).isEqualTo(world.visible());
            }
        }
    }

    @Test
    void aMutationThatIsKnownChangesNothing() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
            List<PartitionUpdate> updates = new RandomWrites(seed).next(12);
            World world = new World(START);
            updates.forEach(world::apply);
            int changes = world.fold.changes();
            updates.forEach(world::apply);
            assertThat(world.fold.changes()).as("seed %d", seed).isEqualTo(changes);
        }
    }

    @Test
    void whenTheClockMovesMakesNoDifferenceAtTheEnd() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
            List<PartitionUpdate> updates = new RandomWrites(seed).next(12);
            World late = new World(START);
            updates.forEach(late::apply);
            late.expire(END);
            World early = new World(START);
            for (PartitionUpdate update : updates) {
                early.apply(update);
                early.expire(Math.min(END, early.merge.clock() + 1));
            }
            early.expire(END);

            assertThat(early.fold.rows()).as("seed %d", seed).isEqualTo(late.fold.rows());
            assertThat(early.kept.everything()).as("seed %d", seed).isEqualTo(late.kept.everything());
        }
    }

    @Test
    void aPurgeIsNotSeenAndForgetsWhatIsOver() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
            World world = new World(START);
            new RandomWrites(seed).next(12).forEach(world::apply);
            world.expire(END);
            long before = world.store.bytes();
            world.purge(new Purge(END));
            assertThat(world.fold.rows()).as("seed %d", seed).isEqualTo(world.visible());
            assertThat(world.store.bytes()).as("seed %d", seed).isLessThanOrEqualTo(before);
        }
    }

    @Test
    void aTruncationDeletesEachRowOnceAndForgetsEverything() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
            World world = new World(START);
            new RandomWrites(seed).next(12).forEach(world::apply);
            int rows = world.fold.rows().size();
            int changes = world.fold.changes();
            world.fold.takeAll(world.merge.truncate(Ledger.TABLE, 1));
            assertThat(world.fold.rows()).as("seed %d", seed).isEmpty();
            assertThat(world.fold.changes() - changes).as("seed %d", seed).isEqualTo(rows);
            assertThat(world.kept.everything()).as("seed %d", seed).isEmpty();
            assertThat(world.store.bytes()).as("seed %d", seed).isZero();
        }
    }

    /** A merge with its store and its consumer. */
    private static final class World {

        final HeapRowStore store = new HeapRowStore(1 << 24);
        final Merge merge;
        final Fold fold = new Fold();
        final Kept kept = new Kept(store);

        World(long clock) {
            this.merge = new Merge(store, clock);
        }

        void apply(PartitionUpdate update) {
            fold.takeAll(merge.apply(update, Origin.LOG));
        }

        void expire(long upTo) {
            fold.takeAll(merge.expire(upTo));
        }

        void purge(Purge purge) {
            PurgeSweep sweep = merge.sweep(table -> purge);
            while (sweep.run(1)) {
                // One partition at a time.
            }
        }

        Map<RowKey, List<ColumnData>> visible() {
            return kept.visible(merge.clock());
        }
    }
}
