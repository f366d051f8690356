package io.lockweir.connect.record;

import io.lockweir.connect.rule.FieldMode;
import io.lockweir.connect.schema.EncryptedSchema;
import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.confluent.FieldText;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.registry.DataKeys;
import io.lockweir.registry.RegistryClient;
import io.lockweir.registry.rule.KeyRequest;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Fields of profile confluent. Text becomes base64 text and bytes become bytes, so that schemas keep their types and nothing marks what
 * is encrypted: what does not decrypt may be clear text, and never goes to a dead-letter queue.
 */
final class ConfluentFields {
    private static final String ELEMENTS = "Name the elements of an array with [*] and the values of a map with {*}";

    /** Of a value that is of no type for it. What a reader finds in place of ciphertext is clear, and no dead-letter queue may copy it. */
    private static final FieldFailure WRITING = FieldFailure.VALUE_MISMATCH;

    private static final FieldFailure READING = FieldFailure.CLEAR_WHERE_CIPHERTEXT_EXPECTED;

    private final @Nullable DataKeys registry;

    ConfluentFields(FieldKeys keys) {
        RegistryClient client = keys.registry();
        this.registry = client == null ? null : client.keys();
    }

    /** @throws FieldException for any type but text and plain bytes */
    Planned encrypting(Place place, FieldMode.Confluent mode, Schema schema) {
        OneField field = field(place, mode);
        boolean defaults = schema.defaultValue() != null;
        // A default would stand in clear where ciphertext is expected; a required field with one may hold null.
        Schema target = defaults ? Redaction.withoutDefault(schema, true) : schema;
        return new Planned(target, isText(place, schema) ? field::encryptText : field::encryptBytes);
    }

    /** Of text alone: without a schema nobody could tell encrypted bytes from encrypted text. */
    Conversion encrypting(Place place, FieldMode.Confluent mode) {
        return field(place, mode)::encryptText;
    }

    /** @throws FieldException for any type but text and plain bytes */
    Planned decrypting(Place place, FieldMode.Confluent mode, Schema schema) {
        refuseMarked(place, schema);
        OneField field = field(place, mode);
        return new Planned(schema, isText(place, schema) ? field::decryptText : field::decryptBytes);
    }

    /** As {@link #encrypting(Place, FieldMode.Confluent)}. */
    Conversion decrypting(Place place, FieldMode.Confluent mode) {
        return field(place, mode)::decryptText;
    }

    /** Passes on what can be ciphertext, as far as that shows without a key, and fails on anything else. */
    static Conversion required(Place place, FieldMode.Confluent mode) {
        return value -> {
            try {
                byte[] blob = value instanceof String text ? FieldText.decode(text) : bytes(READING, place, value);
                if (mode.keys().format().looksEncrypted(mode.keys().algorithm(), blob)) {
                    return value;
                }
            } catch (EnvelopeException e) {
                throw FieldException.of(FieldFailure.CLEAR_WHERE_CIPHERTEXT_EXPECTED, place, e);
            }
            throw FieldException.of(
                    FieldFailure.CLEAR_WHERE_CIPHERTEXT_EXPECTED,
                    place,
                    "it can be no ciphertext of profile confluent");
        };
    }

    /** As {@link #required(Place, FieldMode.Confluent)}, of a field with a schema. */
    static Planned required(Place place, FieldMode.Confluent mode, Schema schema) {
        refuseMarked(place, schema);
        isText(place, schema);
        return new Planned(schema, required(place, mode));
    }

    private OneField field(Place place, FieldMode.Confluent mode) {
        DataKeys keys = registry;
        if (keys == null) {
            throw new IllegalStateException("There is no registry for " + place);
        }
        return new OneField(place, keys, mode.keys(), mode.subjectIn(place.topic(), place.part()));
    }

    private static FieldException undecrypted(Place place, boolean isNative, EnvelopeException e) {
        if (isNative) {
            return FieldException.of(
                    FieldFailure.WRONG_PROFILE,
                    place,
                    "it is an envelope of profile native, and the rule is of confluent");
        }
        return switch (e.reason()) {
            case BAD_BASE64, BAD_MAGIC, TRUNCATED ->
                FieldException.of(FieldFailure.CLEAR_WHERE_CIPHERTEXT_EXPECTED, place, e);
            default -> FieldException.of(FieldFailure.CLEAR_OR_CHANGED, place, e);
        };
    }

    /** Ciphertext of ours in a field of theirs is a rule of the wrong profile. */
    private static void refuseMarked(Place place, Schema schema) {
        if (EncryptedSchema.isEncrypted(schema)) {
            throw FieldException.of(
                    FieldFailure.WRONG_PROFILE,
                    place,
                    "its schema is marked as encrypted by profile native, and the rule is of confluent");
        }
    }

    private static boolean isText(Place place, Schema schema) {
        if (schema.type() == Schema.Type.STRING) {
            return true;
        }
        if (schema.type() == Schema.Type.BYTES && schema.name() == null) {
            return false;
        }
        String type = schema.name() == null ? schema.type().toString() : schema.type() + " " + schema.name();
        throw FieldException.of(
                FieldFailure.UNSUPPORTED_BRANCH,
                place,
                "profile confluent encrypts text and plain bytes, and this is " + type + ". " + ELEMENTS);
    }

    private static String text(FieldFailure otherwise, Place place, Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw FieldException.of(
                otherwise,
                place,
                "profile confluent expects text here, found " + value.getClass().getName());
    }

    private static byte[] bytes(FieldFailure otherwise, Place place, Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        throw FieldException.of(
                otherwise,
                place,
                "profile confluent expects bytes here, found "
                        + value.getClass().getName());
    }

    /** The values of one field, in either direction. */
    private record OneField(Place place, DataKeys registry, KeyRequest keys, String subject) {
        Object encryptText(Object value) {
            return FieldText.encode(registry.encrypt(keys, subject, FieldText.plaintext(text(WRITING, place, value))));
        }

        Object encryptBytes(Object value) {
            return registry.encrypt(keys, subject, bytes(WRITING, place, value));
        }

        Object decryptText(Object value) {
            String text = text(READING, place, value);
            byte[] plaintext;
            try {
                plaintext = registry.decrypt(keys, subject, FieldText.decode(text));
            } catch (EnvelopeException e) {
                throw undecrypted(place, EncryptionEngine.looksLikeEnvelope(text), e);
            }
            try {
                return FieldText.text(plaintext);
            } catch (EnvelopeException e) {
                throw FieldException.of(place, e);
            }
        }

        Object decryptBytes(Object value) {
            byte[] bytes = bytes(READING, place, value);
            try {
                return registry.decrypt(keys, subject, bytes);
            } catch (EnvelopeException e) {
                throw undecrypted(place, EncryptionEngine.looksLikeEnvelope(bytes), e);
            }
        }
    }
}
