package io.lockweir.cassandra.connector.state;

import java.util.UUID;

/**
 * What closes a checkpoint.
 *
 * @param initial written before any event: without an offset one starts from here
 */
public record Marker(UUID host, Place place, boolean initial) {}
