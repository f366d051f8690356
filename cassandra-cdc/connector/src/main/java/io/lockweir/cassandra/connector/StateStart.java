package io.lockweir.cassandra.connector;

import io.lockweir.cassandra.connector.HoldException.Reason;
import io.lockweir.cassandra.connector.state.Marker;
import io.lockweir.cassandra.connector.state.Place;
import java.util.Optional;
import java.util.UUID;

/** Whether a state and an offset belong together. */
final class StateStart {
    private static final String ANEW =
            " To start anew, reset the connector's offsets and delete the state topic, both.";

    private StateStart() {}

    /** @throws HoldException if to go on would lose or repeat changes */
    static void check(Optional<Marker> marker, UUID host, Optional<SourceOffset> offset) {
        if (marker.isEmpty()) {
            offset.ifPresent(known -> {
                throw hold(
                        "Connect has the offset " + known.position() + ", and the state topic is empty: it was lost, or"
                                + " the events up to there were made with images=delta.");
            });
            return;
        }
        Marker state = marker.get();
        if (!state.host().equals(host)) {
            throw new HoldException(
                    Reason.OTHER_NODE,
                    "the state is of node " + state.host() + ", this is node " + host
                            + "; give the connector its own node again, or another state.topic and topic.prefix.");
        }
        if (offset.isEmpty() && !state.initial()) {
            throw hold("the state stands at " + state.place().position() + ", and Connect has no offset.");
        }
        if (offset.isPresent() && !isReached(state.place(), offset.get())) {
            throw hold("the state stands at " + state.place().position() + ", and Connect's offset before it, at "
                    + offset.get().position() + ".");
        }
    }

    /** Rows that were read from the node are kept before they are told. */
    private static boolean isReached(Place state, SourceOffset offset) {
        return offset.covers(state)
                || (offset.position().equals(state.position())
                        && offset.clock() == state.clock()
                        && offset.readings() + 1 == state.readings());
    }

    private static HoldException hold(String what) {
        return new HoldException(Reason.STATE_OFFSET, what + ANEW);
    }
}
