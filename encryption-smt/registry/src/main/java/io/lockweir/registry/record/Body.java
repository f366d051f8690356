package io.lockweir.registry.record;

import io.lockweir.registry.rule.FieldCipher;
import java.util.List;

/** The serialized bodies of one schema, for Protobuf of one message, whose fields are encrypted, or decrypted. Safe for many threads. */
sealed interface Body permits AvroBody, JsonBody, ProtobufBody {
    /** Whether no field is meant. */
    boolean isEmpty();

    /** Fields with tags of which some values pass as they are. */
    List<String> clearBranches();

    /**
     * A body with its fields turned.
     *
     * @throws io.lockweir.encryption.failure.EnvelopeException if it is no body of the schema, or a field can't be turned
     */
    byte[] turned(byte[] body, FieldCipher cipher);
}
