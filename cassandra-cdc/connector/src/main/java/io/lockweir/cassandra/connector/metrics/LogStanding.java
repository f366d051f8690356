package io.lockweir.cassandra.connector.metrics;

/**
 * Where reading stands in the log.
 *
 * @param lagBytes up to the end as far as it is known
 * @param lagMs least age of what is not read; 0 at the end
 * @param segments in the spool
 * @param spoolBytes their size
 */
public record LogStanding(long lagBytes, long lagMs, int segments, long spoolBytes) {
    static final LogStanding UNKNOWN = new LogStanding(-1, -1, 0, 0);
}
