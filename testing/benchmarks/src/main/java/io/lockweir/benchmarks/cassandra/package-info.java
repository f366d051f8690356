/**
 * How fast the commit log of Cassandra is decoded and becomes records: with our code, Cassandra's own reader and Debezium's connector, the same segments in
 * turn. Start at {@link io.lockweir.benchmarks.cassandra.CassandraBenchmark}.
 */
@NullMarked
package io.lockweir.benchmarks.cassandra;

import org.jspecify.annotations.NullMarked;
