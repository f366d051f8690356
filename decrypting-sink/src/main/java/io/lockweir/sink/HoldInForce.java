package io.lockweir.sink;

import io.lockweir.sink.hold.Hold;
import java.time.Instant;

/** A HOLD as JMX shows it. */
public final class HoldInForce {
    private final Hold hold;
    private final Instant since;

    HoldInForce(Hold hold, Instant since) {
        this.hold = hold;
        this.since = since;
    }

    /** To be quoted in an answer. */
    public String getId() {
        return hold.id();
    }

    public String getReason() {
        return hold.reason().code();
    }

    public String getTable() {
        return hold.table().toString();
    }

    /** When a task of this worker found it, in ISO 8601. */
    public String getSince() {
        return since.toString();
    }

    public String getFound() {
        return hold.what();
    }

    public String getNext() {
        return hold.reason().next();
    }

    String message() {
        return hold.message();
    }
}
