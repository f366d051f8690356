package io.lockweir.cassandra.connector;

import io.lockweir.cassandra.format.LogPosition;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Connect has surely written down. A commit may have begun before the latest acknowledgements, so what was acknowledged counts from
 * the commit after next. Thread safe: Connect acknowledges and commits in threads of its own.
 */
final class CommittedPosition {
    private @Nullable LogPosition acknowledged;
    private @Nullable LogPosition atLastCommit;
    private @Nullable LogPosition sure;

    synchronized void acknowledge(Map<String, Object> offset) {
        SourceOffset.of(offset).ifPresent(known -> {
            LogPosition position = known.position();
            if (acknowledged == null || position.compareTo(acknowledged) > 0) {
                acknowledged = position;
            }
        });
    }

    synchronized void commit() {
        sure = atLastCommit;
        atLastCommit = acknowledged;
    }

    synchronized Optional<LogPosition> sure() {
        return Optional.ofNullable(sure);
    }
}
