package io.lockweir.registry.avro;

/** What to do about a union with tags that may hold what can't be encrypted, such as a number. */
public enum ClearBranches {
    /** Refuse the schema. */
    REFUSE,
    /** Let such values pass as they are, as Confluent's client does. {@link AvroFields#clearBranches} names the fields, to be warned of. */
    PASS
}
