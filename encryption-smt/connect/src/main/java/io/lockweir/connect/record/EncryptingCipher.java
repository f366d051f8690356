package io.lockweir.connect.record;

import io.lockweir.connect.rule.TopicRule;
import io.lockweir.connect.schema.ConnectValues;
import io.lockweir.connect.schema.EncryptedSchema;
import io.lockweir.connect.schema.ValueSchemas;
import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.FieldEncryptor;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.policy.EncryptSpec;
import io.lockweir.encryption.value.ValueSchema;
import io.lockweir.encryption.value.ValueType;
import java.nio.ByteBuffer;
import java.util.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/** Encrypts the fields that rules name. */
final class EncryptingCipher implements FieldCipher {
    private static final ConnectValues TIMESTAMPS = ConnectValues.of(Timestamp.SCHEMA);

    private final EncryptionEngine engine;
    private final Encoding encoding;
    private final Placeholder placeholder;

    EncryptingCipher(EncryptionEngine engine, Encoding encoding, Placeholder placeholder) {
        this.engine = engine;
        this.encoding = encoding;
        this.placeholder = placeholder;
    }

    @Override
    public Planned plan(Place place, TopicRule rule, Schema schema) {
        if (!rule.mode().encrypts()) {
            return Planned.copy(schema);
        }
        if (EncryptedSchema.isEncrypted(schema)) {
            throw FieldException.of(FieldFailure.ALREADY_ENCRYPTED, place, "its schema is marked as encrypted");
        }
        try {
            FieldEncryptor encryptor = encryptor(place, rule, ValueSchemas.of(schema));
            ConnectValues values = ConnectValues.of(schema);
            Schema.Type type = encoding.typeFor(schema);
            boolean replaceable = Placeholder.possible(schema);
            return new Planned(
                    EncryptedSchema.of(schema, type),
                    guarded(
                            place,
                            value -> replaceable && placeholder.is(value)
                                    ? placeholder.as(type)
                                    : Encoding.encrypt(encryptor, values.toBorder(value), type)));
        } catch (EnvelopeException e) {
            throw FieldException.of(place, e);
        } catch (IllegalArgumentException e) {
            throw FieldException.of(FieldFailure.UNSUPPORTED_BRANCH, place, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Conversion plan(Place place, TopicRule rule) {
        if (!rule.mode().encrypts()) {
            return Planned.SAME;
        }
        FieldEncryptor any = encryptor(place, rule, ValueSchema.any());
        FieldEncryptor timestamp = encryptor(place, rule, ValueSchema.of(ValueType.TIMESTAMP));
        return guarded(place, value -> {
            boolean bytes = value instanceof byte[] || value instanceof ByteBuffer;
            Schema.Type type = encoding.typeFor(bytes ? Schema.BYTES_SCHEMA : null);
            if (placeholder.is(value)) {
                return placeholder.as(type);
            }
            return value instanceof Date
                    ? Encoding.encrypt(timestamp, TIMESTAMPS.toBorder(value), type)
                    : Encoding.encrypt(any, value, type);
        });
    }

    @Override
    public void unlisted(Place place, Schema schema) {}

    private FieldEncryptor encryptor(Place place, TopicRule rule, ValueSchema schema) {
        return engine.encryptor(new EncryptSpec(place.part(), place.path(), rule.scope(), schema));
    }

    private static Conversion guarded(Place place, Conversion conversion) {
        return new Guarded(place, conversion);
    }

    /** Names the place in every failure. */
    private record Guarded(Place place, Conversion conversion) implements Conversion {
        @Override
        public @Nullable Object apply(Object value) {
            try {
                return conversion.apply(value);
            } catch (EnvelopeException e) {
                throw FieldException.of(place, e);
            } catch (FieldException e) {
                throw e;
            } catch (RuntimeException e) {
                throw FieldException.unforeseen(place, e);
            }
        }
    }
}
