package io.lockweir.cassandra.connector.snapshot;

import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.util.List;
import java.util.Optional;

/** Where rows are read. Not thread safe. */
interface RowSource {
    /** All rows of a table from a token on, in the order of the ring. */
    Scan scan(RowQuery query, long fromToken, int pageRows);

    /**
     * One row as it is now, or of a doubt about statics the partition's.
     *
     * @return empty if there is none
     */
    Optional<FoundRow> one(RowQuery query, Doubt doubt);

    /** The table as the node has it now; empty if it is gone, and its rows need not be read any more. */
    Optional<TableSchema> current(TableId table);

    /** A scan that is under way. */
    interface Scan {
        /**
         * The next page.
         *
         * @throws StaleSchemaException if the node's table is not the one that the query was made for
         */
        Page next();
    }

    /**
     * Rows in the order of the ring.
     *
     * @param last whether nothing comes behind them
     */
    record Page(List<FoundRow> rows, boolean last) {}

    /** The node refused the query: its schema is ahead of what the log has told yet. */
    final class StaleSchemaException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StaleSchemaException(Throwable cause) {
            super(cause);
        }
    }
}
