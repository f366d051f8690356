package io.lockweir.cassandra.connector;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Connect has surely written down. A commit may have begun before the latest acknowledgements, so what was acknowledged counts from
 * the commit after next. Thread safe: Connect acknowledges and commits in threads of its own.
 */
final class CommittedPosition {
    private @Nullable SourceOffset acknowledged;
    private @Nullable SourceOffset atLastCommit;
    private @Nullable SourceOffset sure;

    /** Where Connect said to go on. */
    synchronized void started(SourceOffset offset) {
        acknowledged = offset;
        atLastCommit = offset;
        sure = offset;
    }

    synchronized void acknowledge(Map<String, Object> offset) {
        SourceOffset.of(offset).ifPresent(known -> {
            if (acknowledged == null || known.compareTo(acknowledged) > 0) {
                acknowledged = known;
            }
        });
    }

    synchronized void commit() {
        sure = atLastCommit;
        atLastCommit = acknowledged;
    }

    synchronized Optional<SourceOffset> sure() {
        return Optional.ofNullable(sure);
    }
}
