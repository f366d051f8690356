package io.lockweir.sink.feed;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Changes of few keys, and kills, zombies, rebalances, lost and late answers, compaction and expiry in any order: after each
 * commit the table holds one row a key, as the changes up to its progress left it.
 *
 * <p>Few steps with another seed in each build; for a longer search {@code -Dlockweir.steps=120 -Dlockweir.runs=20}. To repeat a
 * failure: {@code -Dlockweir.seed=SEED}, with as many steps.
 */
class RandomUpsertTest {
    @ParameterizedTest
    @CsvSource({
        "UNPARTITIONED, 2",
        "BY_KEY, 2",
        "BY_REGION, 2",
        "UNPARTITIONED, 3",
        "BY_KEY, 3",
        "BY_REGION, 3",
    })
    void keepsOneRowPerKeyWhateverHappens(Changes.Layout layout, int formatVersion) {
        long seed = Long.getLong("lockweir.seed", System.nanoTime());
        for (int run = 0; run < Integer.getInteger("lockweir.runs", 1); run++) {
            new UpsertRun(seed + run, layout, formatVersion).run(Integer.getInteger("lockweir.steps", 25));
        }
    }
}
