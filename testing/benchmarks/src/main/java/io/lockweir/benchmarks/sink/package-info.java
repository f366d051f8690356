/**
 * What a row costs the writer: our sink with decryption, Apache's sink without, and Iceberg's bare writer with rows ready
 * made. One thread, no broker and no catalog server, tables in memory. Start at {@code SinkRounds}.
 */
@NullMarked
package io.lockweir.benchmarks.sink;

import org.jspecify.annotations.NullMarked;
