package io.lockweir.encryption.confluent;

/** What a body is written in. Only Protobuf has message indexes before it. */
public enum BodyFormat {
    AVRO,
    JSON,
    PROTOBUF;

    boolean hasIndexes() {
        return this == PROTOBUF;
    }
}
