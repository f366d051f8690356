package io.lockweir.encryption.policy;

/** What to do with a value whose schema was named or parameterised, when nothing beside the ciphertext says how. */
public enum OnSchemaLost {
    /** Fail. A value of a plain type needs no schema and is restored. */
    FAIL,
    /** Restore the value with the base type; name and parameters are lost. */
    BASE
}
