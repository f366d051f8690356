package io.lockweir.sink.ledger;

/** Told how publishing goes; for metrics. Called on threads of the ledger and of its Kafka client. */
public interface LedgerObserver {

    /** The brokers have an entry. */
    void published();

    /** An entry was not taken; it is sent again. */
    void unpublished();
}
