package io.lockweir.sink.record.process;

import io.lockweir.connect.metrics.PluginMetrics;
import io.lockweir.connect.record.DecryptOptions;
import io.lockweir.connect.record.FieldException;
import io.lockweir.connect.record.RecordDecryptor;
import io.lockweir.connect.record.RowImages;
import io.lockweir.connect.record.Unlisted;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.OnRead;
import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.path.Part;
import io.lockweir.sink.record.RecordConfig;
import io.lockweir.sink.record.convert.Refusal;
import io.lockweir.sink.record.flatten.RowImage;
import io.lockweir.sink.record.policy.TablePolicy;
import java.util.List;
import org.apache.kafka.connect.data.SchemaAndValue;

/** Applies the policy of one table to row images. */
final class ImageDecryptor {
    private final TablePolicy policy;
    private final RecordDecryptor decryptor;
    private final RecordDecryptor formCheck;
    private final PluginMetrics metrics;

    ImageDecryptor(EncryptionEngine engine, TablePolicy policy, RecordConfig config, PluginMetrics metrics) {
        this.policy = policy;
        this.metrics = metrics;
        // The image is already taken out of its change event; its paths begin at the row, as the writer's do.
        DecryptOptions options =
                new DecryptOptions(RowImages.FLAT, Unlisted.FAIL, config.onSchemaLost(), config.placeholder());
        this.decryptor = new RecordDecryptor(engine, policy.rules(), options, metrics);
        List<FieldRule> kept = policy.rules().stream()
                .map(rule -> rule.onRead() == OnRead.DROP ? rule : rule.with(OnRead.KEEP))
                .toList();
        this.formCheck = new RecordDecryptor(engine, kept, options.withUnlisted(Unlisted.KEEP));
    }

    /** Whether images pass as they are; their schemas still have to be {@linkplain #decrypt checked} once. */
    boolean passes() {
        return policy.isEmpty();
    }

    /** @throws Refusal if a field is not what the policy says, or does not decrypt */
    SchemaAndValue decrypt(String topic, RowImage image) {
        try {
            return decryptor.decrypt(topic, Part.FIELD_OF_VALUE, image.schema(), image.value());
        } catch (FieldException e) {
            metrics.failed(e);
            throw FieldFailures.refusal(e);
        }
    }

    /**
     * Fails if any field that the policy wants encrypted is clear; decrypts nothing.
     *
     * @throws Refusal naming the first such field
     */
    void requireEncrypted(String topic, RowImage image) {
        try {
            formCheck.decrypt(topic, Part.FIELD_OF_VALUE, image.schema(), image.value());
        } catch (FieldException e) {
            throw FieldFailures.refusal(e);
        }
    }
}
