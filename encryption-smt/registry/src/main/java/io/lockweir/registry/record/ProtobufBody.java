package io.lockweir.registry.record;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import io.lockweir.registry.protobuf.ProtobufFields;
import io.lockweir.registry.rule.FieldCipher;
import java.util.List;

/**
 * Protobuf's binary encoding of one message type. Fields that the schema does not know go through as they are.
 *
 * @param type of the message
 * @param fields of that type
 */
record ProtobufBody(Descriptor type, ProtobufFields fields) implements Body {
    @Override
    public boolean isEmpty() {
        return fields.isEmpty();
    }

    @Override
    public List<String> clearBranches() {
        return List.of();
    }

    @Override
    public byte[] turned(byte[] body, FieldCipher cipher) {
        DynamicMessage parsed;
        try {
            parsed = DynamicMessage.parseFrom(type, body);
        } catch (InvalidProtocolBufferException e) {
            // Without the cause, which holds what was read so far.
            throw new EnvelopeException(
                    Reason.MALFORMED,
                    "The body is no Protobuf of the schema that the record names: it was cut, changed, or its payload is"
                            + " encrypted by a rule that the schema does not have");
        }
        return fields.turned(parsed, cipher).toByteArray();
    }
}
