/**
 * Rows as queries show them, made into updates that merge with the log, and how far which table was read. Knows no files and no Kafka.
 * Start at {@link io.lockweir.cassandra.connector.snapshot.Snapshot}.
 */
@NullMarked
package io.lockweir.cassandra.connector.snapshot;

import org.jspecify.annotations.NullMarked;
