package io.lockweir.cassandra.connector;

import io.lockweir.cassandra.connector.HoldException.Reason;
import io.lockweir.cassandra.connector.metrics.SourceMetrics;
import io.lockweir.cassandra.connector.schema.Schemas;
import io.lockweir.cassandra.connector.segments.LogFollower;
import io.lockweir.cassandra.connector.segments.LostSegmentException;
import io.lockweir.cassandra.format.CommitLogException;
import io.lockweir.cassandra.format.Entry;
import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.format.mutation.Decoded;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Mutations of the log, decoded under the schema of their place. What cannot be decoded is a HOLD: nothing is passed over, but the tables that
 * the operator has named. Not thread safe.
 *
 * @param skipped ids of tables whose mutations are left out
 */
record MutationSource(LogFollower log, Schemas schemas, Set<UUID> skipped, SourceMetrics metrics) {

    /** The next mutation, if there is one. */
    Optional<Decoded.Mutation> next() throws IOException {
        try {
            while (true) {
                Optional<Entry> entry = log.next();
                if (entry.isEmpty()) {
                    return Optional.empty();
                }
                Optional<Decoded.Mutation> mutation = decode(entry.get());
                if (mutation.isEmpty()) {
                    metrics.skipped();
                } else {
                    metrics.mutation();
                    schemas.observe(mutation.get());
                    return mutation;
                }
            }
        } catch (LostSegmentException e) {
            throw new HoldException(
                    Reason.GAP,
                    e.getMessage()
                            + "; changes are lost. Find out who deleted it from the spool, reset the connector's offsets, and"
                            + " read the tables anew.",
                    e);
        } catch (CommitLogException e) {
            throw new HoldException(
                    e.fault() == CommitLogException.Fault.BEYOND_END ? Reason.GAP : Reason.UNREADABLE_LOG,
                    e.getMessage()
                            + ". Nothing before this position is lost; what follows in this segment cannot be read.",
                    e);
        }
    }

    /** Behind the last entry. */
    Optional<LogPosition> position() {
        return log.position();
    }

    /**
     * An entry of the log; empty if it is left out.
     *
     * @throws HoldException if its table or a column is not known
     */
    Optional<Decoded.Mutation> decode(Entry entry) throws CommitLogException {
        Decoded decoded = decoded(entry);
        if (decoded instanceof Decoded.UnknownTable unknown && !isSkipped(decoded)) {
            schemas.refresh(unknown.table());
            decoded = schemas.decoder().decode(entry);
        } else if (decoded instanceof Decoded.UnknownColumn unknown) {
            schemas.refresh(unknown.table());
            decoded = schemas.decoder().decode(entry);
        }
        if (decoded instanceof Decoded.Mutation mutation) {
            return Optional.of(mutation);
        }
        if (isSkipped(decoded)) {
            return Optional.empty();
        }
        throw hold(decoded);
    }

    private Decoded decoded(Entry entry) throws CommitLogException {
        try {
            return schemas.decoder().decode(entry);
        } catch (CommitLogException e) {
            if (e.fault() != CommitLogException.Fault.UNDECODABLE) {
                throw e;
            }
            schemas.refresh();
            return schemas.decoder().decode(entry);
        }
    }

    private boolean isSkipped(Decoded decoded) {
        return decoded instanceof Decoded.UnknownTable unknown
                && skipped.contains(unknown.table().toUuid());
    }

    static HoldException hold(Decoded decoded) {
        if (decoded instanceof Decoded.UnknownColumn unknown) {
            return new HoldException(
                    Reason.UNKNOWN_COLUMN,
                    // Without its name: with bytes that are not what we take them for, it could be a value.
                    "the mutation at %s writes a column of table %s that the node does not have; skip the table with %s or start anew"
                            .formatted(unknown.start(), unknown.table().toUuid(), CassandraCdcConfig.SKIP_IDS));
        }
        Decoded.UnknownTable unknown = (Decoded.UnknownTable) decoded;
        UUID id = unknown.table().toUuid();
        return new HoldException(
                Reason.UNKNOWN_TABLE,
                ("the mutation at %s writes table %s, which the node does not have. If it was dropped, and what was written to it before may"
                                + " be left out, set %s=%s")
                        .formatted(unknown.start(), id, CassandraCdcConfig.SKIP_IDS, id));
    }
}
