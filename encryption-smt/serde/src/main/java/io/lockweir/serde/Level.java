package io.lockweir.serde;

/** How much of a record is encrypted. */
enum Level {
    /** The bytes of the inner serializer. */
    RECORD,
    /** The fields that rules name. */
    FIELD
}
