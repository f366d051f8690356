package io.lockweir.demo.run;

import java.util.OptionalDouble;

/**
 * Where the keys of a run come from, and what happens to them under load.
 *
 * @param rotations of data keys, at least; only with {@link Source#ENVELOPE}
 * @param rewrapAt the fraction of the work at which the KEK gets a new version and every data key is wrapped under it; likewise
 */
public record KeyPlan(Source source, int rotations, OptionalDouble rewrapAt) {
    /** As {@code key.source}. */
    public enum Source {
        KEYSET,
        ENVELOPE
    }

    /** Half of what there will be is in Kafka then: data keys are made before and after. */
    public static final OptionalDouble AT_A_QUARTER = OptionalDouble.of(0.25);

    /** A keyset that stays as it is. */
    public static final KeyPlan KEYSET = new KeyPlan(Source.KEYSET, 0, OptionalDouble.empty());

    public KeyPlan {
        if (rotations < 0) {
            throw new IllegalArgumentException("--rotate must not be negative");
        }
        if (source != Source.ENVELOPE && (rotations > 0 || rewrapAt.isPresent())) {
            throw new IllegalArgumentException("--rotate and --rewrap need --key-source envelope");
        }
    }
}
