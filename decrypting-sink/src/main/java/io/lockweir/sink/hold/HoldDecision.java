package io.lockweir.sink.hold;

import java.util.Map;
import java.util.Optional;

/** What follows from a situation that calls for a HOLD, given what the operator said and what was said before. */
public sealed interface HoldDecision {

    /** Stop the table. */
    record Stop(Hold hold) implements HoldDecision {}

    /**
     * Go on as answered.
     *
     * @param fresh whether the slice that goes on has to carry the answer: one used for the first time, to be recorded in
     *     the table, and one that each partition uses for itself
     */
    record Go(Hold hold, HoldAnswer answer, boolean fresh) implements HoldDecision {}

    /**
     * An {@code accept} once recorded stands, also when it is gone from the configuration: the situation may last (another
     * sink's progress stays). A {@code replay} is good for one time: left in the configuration it must not read the source
     * again and again.
     *
     * @param configured answers by HOLD id, from the configuration
     * @param recorded answers by HOLD id, from the table's properties
     * @throws IllegalArgumentException if the recorded answer was damaged
     */
    static HoldDecision of(Hold hold, Map<String, HoldAnswer> configured, Map<String, String> recorded) {
        Optional<HoldAnswer> used = Optional.ofNullable(recorded.get(hold.id())).map(text -> recorded(hold, text));
        if (used.isPresent() && !hold.reason().clearsItself()) {
            return used.get() == HoldAnswer.ACCEPT ? new Go(hold, HoldAnswer.ACCEPT, false) : new Stop(hold);
        }
        HoldAnswer answer = configured.get(hold.id());
        return answer == null
                ? new Stop(hold)
                : new Go(hold, answer, used.isEmpty() || hold.reason().clearsItself());
    }

    private static HoldAnswer recorded(Hold hold, String text) {
        try {
            return HoldAnswer.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The recorded answer to HOLD " + hold.id() + " was damaged: " + text, e);
        }
    }
}
