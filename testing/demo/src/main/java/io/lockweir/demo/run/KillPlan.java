package io.lockweir.demo.run;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * When the Connect worker is killed: at seeded random fractions of the work, one in each equal part of it, so that every kill
 * falls into load. The work is half done when everything is in Kafka and nothing in the lake.
 */
public final class KillPlan {
    /** Nothing left to kill under after this fraction. */
    private static final double LAST = 0.92;

    private final List<Double> fractions = new ArrayList<>();
    private int done;

    public KillPlan(int kills, long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        for (int i = 0; i < kills; i++) {
            fractions.add(LAST * (i + random.nextDouble()) / kills);
        }
    }

    /** True once for each planned kill that the work has reached. */
    public boolean due(double fraction) {
        if (done < fractions.size() && fraction >= fractions.get(done)) {
            done++;
            return true;
        }
        return false;
    }

    public int done() {
        return done;
    }

    public int planned() {
        return fractions.size();
    }
}
