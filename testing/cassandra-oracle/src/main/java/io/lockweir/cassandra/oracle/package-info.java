/**
 * Runs Cassandra's own commit log code, without a server, in a process of its own: to write logs and to say what is in them; and
 * Debezium's connector over such logs, to measure it. Knows nothing of ours. Start at {@link io.lockweir.cassandra.oracle.CassandraOracle}; what runs inside is in {@code src/main/oracle}.
 */
@NullMarked
package io.lockweir.cassandra.oracle;

import org.jspecify.annotations.NullMarked;
