package io.lockweir.connect.record;

import io.lockweir.connect.rule.FieldMode;
import io.lockweir.connect.rule.TopicRule;
import io.lockweir.connect.schema.ConnectValues;
import io.lockweir.connect.schema.EncryptedSchema;
import io.lockweir.connect.schema.ValueSchemas;
import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.FieldEncryptor;
import io.lockweir.encryption.RowBinding;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.policy.EncryptSpec;
import io.lockweir.encryption.value.ValueSchema;
import io.lockweir.encryption.value.ValueType;
import java.nio.ByteBuffer;
import java.util.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/** Encrypts, masks or redacts the fields that rules name. */
final class EncryptingCipher implements FieldCipher {
    private static final ConnectValues TIMESTAMPS = ConnectValues.of(Timestamp.SCHEMA);

    private final EncryptionEngine engine;
    private final ConfluentFields confluent;
    private final Encoding encoding;
    private final Placeholder placeholder;
    private final FieldObserver observer;
    private final RowSubjects subjects = new RowSubjects();

    EncryptingCipher(FieldKeys keys, EncryptOptions options, FieldObserver observer) {
        this.engine = keys.engine();
        this.confluent = new ConfluentFields(keys);
        this.encoding = options.encoding();
        this.placeholder = new Placeholder(options.placeholder());
        this.observer = observer;
    }

    @Override
    public Planned plan(Place place, TopicRule rule, Schema schema, @Nullable RowBinding row) {
        if (rule.mode().leavesClear()) {
            return Planned.copy(schema);
        }
        if (EncryptedSchema.isEncrypted(schema)) {
            throw FieldException.of(FieldFailure.ALREADY_ENCRYPTED, place, "its schema is marked as encrypted");
        }
        Planned planned = treated(place, rule, schema, row);
        return new Planned(planned.schema(), guarded(place, rule, planned.conversion()));
    }

    @Override
    public Conversion plan(Place place, TopicRule rule, @Nullable RowBinding row) {
        if (rule.mode().leavesClear()) {
            return Planned.SAME;
        }
        return guarded(place, rule, treated(place, rule, row));
    }

    @Override
    public RowSubjects subjects() {
        return subjects;
    }

    @Override
    public Placeholder placeholder() {
        return placeholder;
    }

    @Override
    public void unlisted(Place place, Schema schema) {}

    @Override
    public void missing(Place place, TopicRule rule, String what) {
        observer.missing(place.topic(), place.part(), place.path(), rule.rule());
        FieldCipher.super.missing(place, rule, what);
    }

    private Conversion treated(Place place, TopicRule rule, @Nullable RowBinding row) {
        if (rule.mode() instanceof FieldMode.Mask mask) {
            return Masking.of(place, mask, placeholder);
        }
        if (rule.mode() instanceof FieldMode.Redact redact) {
            return Redaction.of(redact);
        }
        return rule.mode() instanceof FieldMode.Confluent mode
                ? confluent.encrypting(place, mode)
                : encrypting(place, rule, row);
    }

    private Planned treated(Place place, TopicRule rule, Schema schema, @Nullable RowBinding row) {
        if (rule.mode() instanceof FieldMode.Mask mask) {
            return Masking.planned(place, mask, schema, placeholder);
        }
        if (rule.mode() instanceof FieldMode.Redact redact) {
            return Redaction.planned(place, redact, schema);
        }
        if (rule.mode() instanceof FieldMode.Confluent mode) {
            return confluent.encrypting(place, mode, schema);
        }
        try {
            return encrypting(place, rule, schema, row);
        } catch (EnvelopeException e) {
            throw FieldException.of(place, e);
        } catch (IllegalArgumentException e) {
            throw FieldException.of(FieldFailure.UNSUPPORTED_BRANCH, place, String.valueOf(e.getMessage()));
        }
    }

    private Planned encrypting(Place place, TopicRule rule, Schema schema, @Nullable RowBinding row) {
        FieldEncryptor encryptor = encryptor(place, rule, ValueSchemas.of(schema), row);
        ConnectValues values = ConnectValues.of(schema);
        Schema.Type type = encoding.typeFor(schema);
        boolean replaceable = Placeholder.possible(schema);
        Conversion conversion = value -> replaceable && placeholder.is(value)
                ? placeholder.as(type)
                : Encoding.encrypt(encryptor, values.toBorder(value), type);
        return new Planned(EncryptedSchema.of(schema, type), withNulls(rule, conversion, encryptor, type));
    }

    private Conversion encrypting(Place place, TopicRule rule, @Nullable RowBinding row) {
        FieldEncryptor any = encryptor(place, rule, ValueSchema.any(), row);
        FieldEncryptor timestamp =
                joinsOtherTypes(rule) ? any : encryptor(place, rule, ValueSchema.of(ValueType.TIMESTAMP), row);
        Conversion conversion = value -> {
            boolean bytes = value instanceof byte[] || value instanceof ByteBuffer;
            Schema.Type type = encoding.typeFor(bytes ? Schema.BYTES_SCHEMA : null);
            if (placeholder.is(value)) {
                return placeholder.as(type);
            }
            return value instanceof Date
                    ? Encoding.encrypt(timestamp, TIMESTAMPS.toBorder(value), type)
                    : Encoding.encrypt(any, value, type);
        };
        return withNulls(rule, conversion, any, encoding.typeFor(null));
    }

    /** A domain of another type has no form for timestamps; it refuses them by value. */
    private static boolean joinsOtherTypes(TopicRule rule) {
        return rule.mode() instanceof FieldMode.Join join && join.domain().type() != ValueType.TIMESTAMP;
    }

    private FieldEncryptor encryptor(Place place, TopicRule rule, ValueSchema schema, @Nullable RowBinding row) {
        EncryptSpec spec = new EncryptSpec(
                place.part(),
                rule.mode().boundPath(place.path()),
                rule.scope(),
                schema,
                rule.mode().padding(),
                rule.keks());
        if (rule.mode().subject() != null) {
            return engine.encryptor(spec, row, subjects.of(rule));
        }
        return row == null ? engine.encryptor(spec) : engine.encryptor(spec, row);
    }

    private static Conversion withNulls(
            TopicRule rule, Conversion conversion, FieldEncryptor encryptor, Schema.Type type) {
        return rule.mode().nulls() == FieldMode.Nulls.ENCRYPT
                ? new HiddenNulls(conversion, encryptor, type)
                : conversion;
    }

    private Conversion guarded(Place place, TopicRule rule, Conversion conversion) {
        FieldObserver.FieldCounter counter = observer.found(place.topic(), place.part(), place.path(), rule.rule());
        return new Guarded(place, conversion, counter);
    }

    /** Encrypts nulls too. */
    private record HiddenNulls(Conversion conversion, FieldEncryptor encryptor, Schema.Type type)
            implements Conversion {
        @Override
        public @Nullable Object apply(Object value) {
            return conversion.apply(value);
        }

        @Override
        public Object ofNull() {
            return Encoding.encrypt(encryptor, null, type);
        }
    }

    /** Names the place in every failure, and counts. */
    private record Guarded(Place place, Conversion conversion, FieldObserver.FieldCounter counter)
            implements Conversion {
        @Override
        public @Nullable Object apply(Object value) {
            counter.value();
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

        @Override
        public @Nullable Object ofNull() {
            return conversion.ofNull();
        }
    }
}
