package io.lockweir.sink.facts;

/**
 * Who writes: the same for every snapshot of a connector on a worker.
 *
 * @param principal who the catalog takes us for, or {@code -}
 * @param tenant whose table it is; empty if all are one's
 * @param policy version of the policy; empty if unknown
 */
public record Writer(String connector, String sinkId, String build, String principal, String tenant, String policy) {

    /** Of a connector without tenants. */
    public Writer(String connector, String sinkId, String build, String principal) {
        this(connector, sinkId, build, principal, "", "");
    }
}
