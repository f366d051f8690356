/**
 * The Cassandra source in a real worker, behind a real node: how many records a second arrive in Kafka, encrypted and as Avro, and how long after the node
 * acknowledged a write. Start at {@link io.lockweir.benchmarks.cassandra.worker.WorkerBenchmark}.
 */
@NullMarked
package io.lockweir.benchmarks.cassandra.worker;

import org.jspecify.annotations.NullMarked;
