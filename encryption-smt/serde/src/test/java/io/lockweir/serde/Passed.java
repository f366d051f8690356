package io.lockweir.serde;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Keeps the object that comes to the inner serializer, and gives it back: what is between is not these tests' matter. */
final class Passed {
    private @Nullable Object last;

    Serializer<Object> serializer() {
        return (topic, data) -> {
            last = data;
            return data == null ? null : new byte[] {1};
        };
    }

    Deserializer<Object> deserializer() {
        return (topic, bytes) -> bytes == null ? null : last();
    }

    Object last() {
        if (last == null) {
            throw new IllegalStateException("Nothing was written");
        }
        return last;
    }
}
