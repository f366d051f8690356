/**
 * How fast the commit log of Cassandra is decoded: by ours and by Cassandra's own reader, the same segments in turn. Start at {@link
 * io.lockweir.benchmarks.cassandra.CassandraBenchmark}.
 */
@NullMarked
package io.lockweir.benchmarks.cassandra;

import org.jspecify.annotations.NullMarked;
