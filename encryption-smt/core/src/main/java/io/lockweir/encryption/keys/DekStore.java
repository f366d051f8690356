package io.lockweir.encryption.keys;

import io.lockweir.encryption.envelope.DekId;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where wrapped data keys are published for every reader. Safe for use by many threads. Holds no key in clear and trusts no record:
 * whoever unwraps one checks it against its id.
 *
 * <p>Looking up is quick, in memory; what was published elsewhere arrives by itself, in time. A record that cannot be read (empty,
 * garbage, of a newer version) is skipped with an alarm and never hides another.
 */
public interface DekStore extends AutoCloseable {

    /**
     * Publishes a record, durably, before the data key is used for the first time. Returns when it is acknowledged; from then on
     * {@link #find} of this store has it. An older record of the same id stays.
     *
     * @throws KeyUnavailableError if it was not acknowledged in time; whether it was stored is then not known
     */
    void publish(DekRecord record);

    /**
     * The records of an id as far as they have arrived, oldest first. Several where one was rewrapped, or where somebody published a
     * bad one: the reader tries them in this order.
     *
     * @throws KeyUnavailableError if the store has failed
     */
    List<DekRecord> find(DekId id);

    /**
     * The records of a join domain as far as they have arrived, oldest first. All processes see the same order, so the first good one is
     * the key of the domain everywhere.
     *
     * @throws KeyUnavailableError if the store has failed
     */
    List<DekRecord> domainKeys(Scope.Join scope);

    /**
     * Every record that has arrived, oldest first, for tools. Close the stream.
     *
     * @throws KeyUnavailableError if the store has failed
     */
    Stream<DekRecord> records();

    /** How far the store has read what was published before it was opened. */
    Progress progress();

    /** Whether somebody new may use it too: not once it has failed for good. */
    default boolean usable() {
        return true;
    }

    @Override
    void close();

    /**
     * How far a store has come at its start.
     *
     * @param read records read
     * @param end records there were when the store was opened; an estimate where some have gone since
     * @param complete whether everything from before is there
     */
    record Progress(long read, long end, boolean complete) {}
}
