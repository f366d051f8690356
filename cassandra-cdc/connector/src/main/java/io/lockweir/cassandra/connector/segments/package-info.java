/**
 * Where segments of the log come from, and the order in which their entries are read. Knows no schema and no Kafka. Start at {@link
 * io.lockweir.cassandra.connector.segments.LogFollower}.
 */
@NullMarked
package io.lockweir.cassandra.connector.segments;

import org.jspecify.annotations.NullMarked;
