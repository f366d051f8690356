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
     * @param fresh whether the answer is used for the first time, and so has to be recorded in the table
     */
    record Go(Hold hold, HoldAnswer answer, boolean fresh) implements HoldDecision {}

    /**
     * An {@code accept} once recorded stands, also when it is gone from the configuration: the situation may last (another
     * sink's progress stays). A {@code replay} is good for one time: left in the configuration it must not read the source
     * again and again.
     *
     * @param configured answers by HOLD id, from the configuration
     * @param recorded answers by HOLD id, from the table's properties
     */
    static HoldDecision of(Hold hold, Map<String, HoldAnswer> configured, Map<String, String> recorded) {
        Optional<HoldAnswer> used = Optional.ofNullable(recorded.get(hold.id())).map(HoldAnswer::parse);
        if (used.isPresent() && !hold.reason().clearsItself()) {
            return used.get() == HoldAnswer.ACCEPT ? new Go(hold, HoldAnswer.ACCEPT, false) : new Stop(hold);
        }
        HoldAnswer answer = configured.get(hold.id());
        return answer == null ? new Stop(hold) : new Go(hold, answer, used.isEmpty());
    }
}
