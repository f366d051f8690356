package io.lockweir.connect.record;

import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;

/**
 * Says per field what a reader does with ciphertext. Asked once per topic and schema, so the answer must depend on nothing else.
 */
@FunctionalInterface
public interface FieldPolicy {
    /** Decrypt everything that a rule names. */
    FieldPolicy DECRYPT_ALL = (topic, part, path) -> Decision.DECRYPT;

    /** What becomes of a field that a rule names. */
    Decision decide(String topic, Part part, FieldPath path);

    /** The possible answers. */
    enum Decision {
        DECRYPT,
        /** The ciphertext stays, with its schema; clear text in its place fails all the same. */
        KEEP,
        /** The field is left out of schema and value. */
        DROP
    }
}
