package io.lockweir.registry.avro;

import io.lockweir.registry.DataKeys;
import io.lockweir.registry.RegisteredSchema;
import io.lockweir.registry.rule.EncryptionRule;
import io.lockweir.registry.rule.EncryptionRules;
import io.lockweir.registry.rule.EncryptionRules.Direction;
import io.lockweir.registry.rule.FieldCipher;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * What the rules of one schema do to records in one direction. In writing first {@link #record}, then Avro, then {@link #payload}, then
 * the prefix; in reading the other way round, payloads by the writer's schema and records by the reader's. Safe for many threads.
 */
public final class AvroRecordCodec {
    private final AvroFields fields;
    private final Optional<EncryptionRule> payload;
    private final FieldCipher cipher;

    private AvroRecordCodec(AvroFields fields, Optional<EncryptionRule> payload, FieldCipher cipher) {
        this.fields = fields;
        this.payload = payload;
        this.cipher = cipher;
    }

    /**
     * Compiles. Does no call.
     *
     * @param subject whose data keys are used
     * @param schema of the registry, or of a policy where the registry has no rules
     * @throws IllegalArgumentException naming the rule or field, if a rule can't be kept
     */
    public static AvroRecordCodec of(
            Direction direction, DataKeys keys, String subject, RegisteredSchema schema, ClearBranches clearBranches) {
        EncryptionRules rules = EncryptionRules.of(direction, schema.rules(), schema.metadata());
        Schema parsed = new Schema.Parser().parse(schema.text());
        FieldCipher cipher = direction == Direction.WRITE
                ? (rule, plaintext) -> keys.encrypt(rule.keys(), subject, plaintext)
                : (rule, blob) -> keys.decrypt(rule.keys(), subject, blob);
        return new AvroRecordCodec(
                AvroFields.of(parsed, rules, schema.metadata(), clearBranches), rules.payload(), cipher);
    }

    /** Fields with tags of which some values pass as they are. */
    public AvroFields fields() {
        return fields;
    }

    /**
     * A record with its fields encrypted or decrypted; the given one is left as it is.
     *
     * @throws io.lockweir.encryption.failure.EnvelopeException if a value can't be
     * @throws io.lockweir.encryption.keys.KeyUnavailableError if a data key can't be had
     */
    public GenericRecord record(GenericRecord record) {
        return fields.isEmpty() ? record : fields.turned(record, cipher);
    }

    /** A whole body encrypted or decrypted, as {@link #record} does; the given one where no rule asks for it. */
    public byte[] payload(byte[] body) {
        return payload.map(rule -> cipher.turned(rule, body)).orElse(body);
    }
}
