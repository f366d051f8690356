/**
 * What a row costs the writer: our sink with decryption, Apache's sink without, and Iceberg's own writers with rows ready
 * made; and what reading it costs. One thread, no broker and no catalog server, tables in memory. Start at {@code
 * SinkBenchmark}.
 */
@NullMarked
package io.lockweir.benchmarks.sink;

import org.jspecify.annotations.NullMarked;
