package io.lockweir.demo.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeyPoolTest {
    @Test
    void comesBackToItsStateAfterARollback() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        KeyPool<Integer> pool = new KeyPool<>();
        Set<Integer> committed = new HashSet<>();
        int next = 0;
        for (int transaction = 0; transaction < 500; transaction++) {
            Set<Integer> now = new HashSet<>(committed);
            for (int change = random.nextInt(6); change > 0; change--) {
                if (pool.isEmpty() || random.nextBoolean()) {
                    now.add(next);
                    pool.add(next++);
                } else {
                    Integer key = pool.any(random);
                    assertThat(now).as("seed %d", seed).contains(key);
                    now.remove(key);
                    pool.remove(key);
                }
            }
            if (random.nextInt(3) == 0) {
                pool.rollbackTo(0);
            } else {
                pool.commit();
                committed = now;
            }
            assertThat(pool.isEmpty()).as("seed %d", seed).isEqualTo(committed.isEmpty());
        }
    }

    @Test
    void rollsBackToASavepointOnly() {
        KeyPool<String> pool = new KeyPool<>();
        pool.add("kept");
        int savepoint = pool.savepoint();
        pool.remove("kept");
        pool.add("undone");
        pool.rollbackTo(savepoint);
        pool.commit();
        assertThat(pool.any(new SplittableRandom(1))).isEqualTo("kept");
    }
}
