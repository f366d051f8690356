package io.lockweir.cassandra.connector.event;

import io.lockweir.cassandra.format.LogPosition;

/**
 * Where a mutation stands.
 *
 * @param host id of the node whose log it is
 */
public record Origin(String host, LogPosition position) {}
