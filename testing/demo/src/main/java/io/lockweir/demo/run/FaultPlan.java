package io.lockweir.demo.run;

import io.lockweir.demo.run.RunOptions.Sources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * When which fault happens: at seeded random fractions of the work, one in each equal part of it, so that every one falls into
 * load; or, when the work is not that far in time, at once. The work is half done when everything is in Kafka and nothing in the lake.
 */
final class FaultPlan {
    /** Nothing left to disturb after this fraction. */
    private static final double LAST = 0.92;

    private static final Duration ALL = Duration.ofMinutes(10);

    private final Trouble.Kind kind;
    private final List<Planned> planned = new ArrayList<>();
    private int done;

    /**
     * One fault to come.
     *
     * @param random of its own: for its length and its victim
     */
    record Planned(double fraction, Fault fault, RandomGenerator random) {}

    FaultPlan(Trouble trouble, long seed, Sources sources) {
        kind = trouble.kind();
        SplittableRandom random = new SplittableRandom(~seed);
        SplittableRandom kinds = new SplittableRandom(~seed).split();
        for (int i = 0; i < trouble.count(); i++) {
            double fraction = LAST * (i + random.nextDouble()) / trouble.count();
            Fault fault = trouble.kind() == Trouble.Kind.KILLS ? Fault.KILL_WORKER : Fault.any(kinds, sources);
            planned.add(new Planned(fraction, fault, kinds.split()));
        }
    }

    /** Each planned fault once, when the work has reached it. */
    Optional<Planned> due(double fraction) {
        if (done < planned.size() && fraction >= planned.get(done).fraction()) {
            done++;
            return Optional.of(planned.get(done - 1));
        }
        return Optional.empty();
    }

    /** How long a fault waits for its fraction of the work: many faults must not wait for work that they themselves hold up. */
    Duration patience() {
        return ALL.dividedBy(Math.max(1, planned.size()));
    }

    boolean chaos() {
        return kind == Trouble.Kind.CHAOS;
    }

    int done() {
        return done;
    }

    int planned() {
        return planned.size();
    }
}
