/**
 * Merges what the commit logs of all replicas say into the rows that Cassandra converges to, and says what changed. Pure but for its store:
 * knows no log files, no Kafka and no clock. Start at {@link io.lockweir.cassandra.merge.Merge}.
 */
@NullMarked
package io.lockweir.cassandra.merge;

import org.jspecify.annotations.NullMarked;
