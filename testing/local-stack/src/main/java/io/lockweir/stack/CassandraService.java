package io.lockweir.stack;

import java.nio.file.Path;

/**
 * One Cassandra node with change data capture: periodic, uncompressed commit log in small segments, {@code cdc_enabled} and its
 * own data, commit log and {@code cdc_raw} below its folder. CQL without TLS and without a password.
 */
public interface CassandraService extends Service {
    CassandraVersion version();

    String host();

    /** Of CQL. */
    int port();

    /** The data center that drivers ask for. */
    default String datacenter() {
        return "datacenter1";
    }

    /** The file with which the node is started; rewrite it while the node is down to start it with other settings. */
    Path configuration();

    /** Where the live segments are. On the same file system as {@link #cdcRaw()}. */
    Path commitLog();

    /** Where the node links segments with changes of tables with {@code cdc=true}; made at the first start. */
    Path cdcRaw();

    /** A folder on the same file system for links to segments; made by who uses it. */
    default Path spool() {
        return cdcRaw().resolveSibling("spool");
    }
}
