package io.lockweir.connect.record;

import io.lockweir.connect.rule.FieldMode;
import io.lockweir.connect.rule.OnRead;
import io.lockweir.connect.rule.TopicRule;
import io.lockweir.connect.schema.BadSchemaParametersException;
import io.lockweir.connect.schema.ConnectValues;
import io.lockweir.connect.schema.EncryptedSchema;
import io.lockweir.connect.schema.ValueSchemas;
import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.FieldDecryptor;
import io.lockweir.encryption.RowBinding;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.policy.DecryptSpec;
import io.lockweir.encryption.value.DecryptedValue;
import io.lockweir.encryption.value.ValueSchema;
import io.lockweir.encryption.value.ValueType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Decrypts, keeps or drops the fields that rules name. */
final class DecryptingCipher implements FieldCipher {
    private final EncryptionEngine engine;
    private final ConfluentFields confluent;
    private final DecryptOptions options;
    private final FieldObserver observer;
    private final Placeholder placeholder;
    private final LostSchemas lostSchemas = new LostSchemas();

    DecryptingCipher(FieldKeys keys, DecryptOptions options, FieldObserver observer) {
        this.observer = observer;
        this.engine = keys.engine();
        this.confluent = new ConfluentFields(keys);
        this.options = options;
        this.placeholder = new Placeholder(options.placeholder());
    }

    @Override
    public @Nullable Planned plan(Place place, TopicRule rule, Schema schema, @Nullable RowBinding row) {
        if (!rule.mode().encrypts()) {
            unlisted(place, schema);
            return rule.onRead() == OnRead.DROP ? null : Planned.copy(schema);
        }
        return switch (rule.onRead()) {
            case DROP -> null;
            case KEEP ->
                rule.mode() instanceof FieldMode.Confluent mode
                        ? ConfluentFields.required(place, mode, schema)
                        : new Planned(schema, Ciphertext.required(place, placeholder));
            case DECRYPT ->
                rule.mode() instanceof FieldMode.Confluent mode
                        ? confluent.decrypting(place, mode, schema)
                        : decrypting(place, rule, schema, row);
        };
    }

    @Override
    public @Nullable Conversion plan(Place place, TopicRule rule, @Nullable RowBinding row) {
        if (!rule.mode().encrypts()) {
            return rule.onRead() == OnRead.DROP ? null : Planned.SAME;
        }
        return switch (rule.onRead()) {
            case DROP -> null;
            case KEEP ->
                rule.mode() instanceof FieldMode.Confluent mode
                        ? ConfluentFields.required(place, mode)
                        : Ciphertext.required(place, placeholder);
            case DECRYPT ->
                rule.mode() instanceof FieldMode.Confluent mode
                        ? confluent.decrypting(place, mode)
                        : Shredded.of(
                                options.onShredded().apply(place.path()),
                                passing(place, null, schemaless(place, rule, row)));
        };
    }

    @Override
    public void unlisted(Place place, Schema schema) {
        if (options.unlisted() == Unlisted.FAIL && EncryptedSchema.isEncrypted(schema)) {
            throw FieldException.of(
                    FieldFailure.CIPHERTEXT_WHERE_CLEAR_EXPECTED,
                    place,
                    "its schema is marked as encrypted, and no rule names it");
        }
    }

    private @Nullable Planned decrypting(Place place, TopicRule rule, Schema schema, @Nullable RowBinding row) {
        return Shredded.planned(
                options.onShredded().apply(place.path()),
                EncryptedSchema.isEncrypted(schema)
                        ? restored(place, rule, schema, row)
                        : unmarked(place, rule, schema, row));
    }

    /** Without the mark it is ciphertext whose converter lost it, or clear text where that may pass. */
    private Planned unmarked(Place place, TopicRule rule, Schema schema, @Nullable RowBinding row) {
        if (!options.plaintext().isConfigured()) {
            return lost(place, rule, schema, row);
        }
        if (schema.type() != Schema.Type.STRING && schema.type() != Schema.Type.BYTES) {
            FieldObserver.FieldCounter counter = counter(place);
            return new Planned(schema, value -> {
                options.plaintext().pass(place, counter);
                return value;
            });
        }
        Planned lost = lost(place, rule, schema, row);
        return new Planned(
                lost.schema(),
                passing(place, lost.schema().type() == schema.type() ? null : schema, lost.conversion()));
    }

    /** @param other the schema of clear values, if it is of another type than that of encrypted ones: nothing holds both */
    private Conversion passing(Place place, @Nullable Schema other, Conversion decrypting) {
        if (!options.plaintext().isConfigured()) {
            return decrypting;
        }
        FieldObserver.FieldCounter counter = counter(place);
        return value -> {
            if (placeholder.is(value) || !Plaintext.isClear(value)) {
                return decrypting.apply(value);
            }
            if (other != null) {
                throw FieldException.of(
                        FieldFailure.SCHEMA_LOST, place, "clear and encrypted values of several types have one schema");
            }
            options.plaintext().pass(place, counter);
            return value;
        };
    }

    private FieldObserver.FieldCounter counter(Place place) {
        return observer.plaintext(place.topic(), place.part(), place.path());
    }

    private Planned restored(Place place, TopicRule rule, Schema encrypted, @Nullable RowBinding row) {
        try {
            Schema schema = EncryptedSchema.original(encrypted);
            ValueSchema expected = ValueSchemas.of(schema);
            return new Planned(
                    schema,
                    new RestoringConversion(
                            place,
                            decryptor(place, rule, expected, row),
                            expected.type(),
                            ConnectValues.of(schema),
                            Placeholder.possible(schema) ? placeholder : null,
                            schema.type()));
        } catch (BadSchemaParametersException e) {
            throw FieldException.of(FieldFailure.BAD_SCHEMA_PARAMETERS, place, String.valueOf(e.getMessage()));
        } catch (EnvelopeException e) {
            throw FieldException.of(FieldFailure.BAD_SCHEMA_PARAMETERS, place, e);
        } catch (DataException e) {
            // Connect's own builder refused; its message may quote a default.
            throw FieldException.of(
                    FieldFailure.BAD_SCHEMA_PARAMETERS, place, "Connect refuses the schema they describe");
        } catch (IllegalArgumentException e) {
            throw FieldException.of(FieldFailure.BAD_SCHEMA_PARAMETERS, place, "the engine refuses the schema");
        }
    }

    private Planned lost(Place place, TopicRule rule, Schema schema, @Nullable RowBinding row) {
        FieldDecryptor decryptor = decryptor(place, rule, null, row);
        Schema learnt = lostSchemas.of(place);
        return new Planned(learnt == null ? schema : learnt, value -> {
            if (placeholder.is(value)) {
                return placeholder.as(learnt == null ? schema.type() : learnt.type());
            }
            DecryptedValue decrypted = Ciphertext.decrypt(decryptor, place, value);
            Object clear = decrypted.value();
            if (clear == null) {
                return null;
            }
            Schema base = ValueSchemas.base(decrypted.type(), ConnectValues.scaleOf(clear));
            if (base == null) {
                throw FieldException.of(
                        FieldFailure.SCHEMA_LOST, place, "a value of type " + decrypted.type() + " needs its schema");
            }
            if (!base.equals(learnt)) {
                throw lostSchemas.learn(place, base);
            }
            return ConnectValues.schemaless(decrypted.type(), clear);
        });
    }

    private Conversion schemaless(Place place, TopicRule rule, @Nullable RowBinding row) {
        FieldDecryptor decryptor = decryptor(place, rule, null, row);
        return value -> {
            if (placeholder.is(value)) {
                return value;
            }
            DecryptedValue decrypted = Ciphertext.decrypt(decryptor, place, value);
            Object clear = decrypted.value();
            return clear == null ? null : ConnectValues.schemaless(decrypted.type(), clear);
        };
    }

    private FieldDecryptor decryptor(
            Place place, TopicRule rule, @Nullable ValueSchema expected, @Nullable RowBinding row) {
        DecryptSpec spec = new DecryptSpec(
                place.part(), rule.mode().boundPath(place.path()), rule.scope(), expected, options.onSchemaLost());
        return row == null ? engine.decryptor(spec) : engine.decryptor(spec, row);
    }

    /** Decrypts a field whose original schema is known. */
    private record RestoringConversion(
            Place place,
            FieldDecryptor decryptor,
            ValueType expected,
            ConnectValues values,
            @Nullable Placeholder placeholder,
            Schema.Type type)
            implements Conversion {
        @Override
        public @Nullable Object apply(Object value) {
            if (placeholder != null && placeholder.is(value)) {
                return placeholder.as(type);
            }
            DecryptedValue decrypted = Ciphertext.decrypt(decryptor, place, value);
            Object clear = decrypted.value();
            if (clear == null) {
                return null;
            }
            if (decrypted.type() != expected) {
                throw FieldException.of(
                        FieldFailure.SCHEMA_MISMATCH,
                        place,
                        "the schema says " + expected + ", the authenticated type is " + decrypted.type());
            }
            try {
                return values.fromBorder(clear);
            } catch (EnvelopeException e) {
                throw FieldException.of(FieldFailure.SCHEMA_MISMATCH, place, e);
            } catch (RuntimeException e) {
                throw FieldException.unforeseen(place, e);
            }
        }
    }
}
