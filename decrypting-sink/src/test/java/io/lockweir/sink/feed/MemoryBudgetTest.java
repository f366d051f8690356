package io.lockweir.sink.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

    private static final class Feed implements MemoryBudget.Consumer {
        private long open;
        private long closed;
        private long pending;
        private long index;
        private boolean full;
        private int closings;
        private int cuts;

        Feed(long open, long closed) {
            this.open = open;
            this.closed = closed;
        }

        @Override
        public long openBytes() {
            return open;
        }

        @Override
        public long closedBytes() {
            return closed + pending;
        }

        @Override
        public long indexBytes() {
            return index;
        }

        @Override
        public void closeFiles(long nowMs) {
            closings++;
            closed += open / 100;
            open = 0;
        }

        @Override
        public void cutForMemory(long nowMs) {
            if (!full) {
                cuts++;
                pending += closed + open / 100;
                closed = 0;
                open = 0;
                index = 0;
            }
        }
    }

    private final MemoryBudget budget = new MemoryBudget(1_000);

    @Test
    void leavesAloneWhatFits() {
        Feed feed = new Feed(700, 300);

        budget.enforce(List.of(feed), 0);

        assertThat(budget.heldBytes()).isEqualTo(1_000);
        assertThat(feed.closings + feed.cuts).isZero();
        assertThat(budget.exhausted()).isFalse();
    }

    @Test
    void closesTheLargestFilesFirstUntilAQuarterIsFree() {
        Feed small = new Feed(200, 0);
        Feed large = new Feed(600, 0);
        Feed medium = new Feed(300, 0);

        budget.enforce(List.of(small, large, medium), 0);

        assertThat(large.closings).isEqualTo(1);
        assertThat(medium.closings + small.closings).isZero();
        assertThat(budget.heldBytes()).isEqualTo(506);
        assertThat(budget.exhausted()).isFalse();
    }

    @Test
    void commitsSlicesOfManyClosedFilesAndLargeIndexes() {
        Feed files = new Feed(10, 700);
        Feed index = new Feed(10, 0);
        index.index = 800;

        budget.enforce(List.of(files, index), 0);

        assertThat(files.cuts + index.cuts).isEqualTo(2);
        assertThat(files.closings).isZero();
    }

    @Test
    void takesNothingMoreWhileSlicesWaitAndGoesOnWhenTheyAreCommitted() {
        Feed feed = new Feed(500, 0);
        feed.full = true;
        feed.pending = 1_200;

        budget.enforce(List.of(feed), 0);
        assertThat(feed.closings).isEqualTo(1);
        assertThat(budget.exhausted()).isTrue();

        feed.pending = 900;
        budget.enforce(List.of(feed), 0);
        assertThat(budget.exhausted()).as("more than three quarters").isTrue();

        feed.pending = 400;
        budget.enforce(List.of(feed), 0);
        assertThat(budget.exhausted()).isFalse();
    }
}
