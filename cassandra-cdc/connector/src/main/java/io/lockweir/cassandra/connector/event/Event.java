package io.lockweir.cassandra.connector.event;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * A record without its place in the source.
 *
 * @param value null of a tombstone
 */
public record Event(
        String topic,
        Schema keySchema,
        Struct key,
        @Nullable Schema valueSchema,
        @Nullable Struct value) {}
