package io.lockweir.store;

import java.util.Optional;

/**
 * Whether a topic really was cut. A single look says little: a broker that does not lead any more answers with old ends, and one that was just told of a new topic
 * with an old identity. Who sees it in {@value #LOOKS} looks in a row may believe it.
 */
final class CutDoubt {
    static final int LOOKS = 3;

    private int looks;

    /** Whether the last look saw it. */
    boolean exists() {
        return looks > 0;
    }

    /**
     * Takes what the next look says.
     *
     * @return whether it is certain now
     */
    boolean ends(Optional<String> cut) {
        looks = cut.isPresent() ? looks + 1 : 0;
        return looks >= LOOKS;
    }
}
