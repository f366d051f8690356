package io.lockweir.cassandra.connector.schema;

import io.lockweir.cassandra.format.LogPosition;
import java.util.List;

/**
 * Which tables were in force from which position of the log on. What was recorded survives a crash of this machine. Not thread safe.
 */
public interface SchemaHistory {
    /**
     * All that is recorded, by position.
     *
     * @throws DamagedHistoryException if it cannot be read whole
     */
    List<Entry> entries();

    /** Records what is in force for entries that start at a position or behind it; in the place of what was recorded for the same one. */
    void record(Entry entry);

    /** Nobody will start before this position again: gives up what only an earlier one needs. */
    void forget(LogPosition before);

    /** Forgets at once. */
    SchemaHistory NONE = new SchemaHistory() {
        @Override
        public List<Entry> entries() {
            return List.of();
        }

        @Override
        public void record(Entry entry) {
            // By its name.
        }

        @Override
        public void forget(LogPosition before) {
            // By its name.
        }
    };

    /** The rows of {@code system_schema} from a position on. */
    record Entry(LogPosition position, SystemRows rows) {}
}
