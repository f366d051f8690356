package io.lockweir.sink.ledger;

import java.time.Duration;

/** Takes entries and publishes them, sooner or later. */
interface LedgerLog {

    /**
     * Returns at once. An entry that is not taken is sent again, until this closes.
     *
     * @param acknowledged called once, when the brokers have it
     */
    void publish(LedgerEntry entry, Runnable acknowledged);

    /** Runs an action later, unless this closes before. */
    void later(Runnable action, Duration delay);
}
