package io.lockweir.cassandra.connector.state;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of a row now.
 *
 * @param bytes of {@code RowCodec}, which nobody may change; null if it is gone
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
record Kept(byte @Nullable [] bytes, long nextExpiry) {}
