package io.lockweir.sink.record.process;

import io.lockweir.connect.metrics.PluginMetrics;
import io.lockweir.connect.record.DecryptOptions;
import io.lockweir.connect.record.FieldException;
import io.lockweir.connect.record.FieldFailure;
import io.lockweir.connect.record.FieldKeys;
import io.lockweir.connect.record.OnShredded;
import io.lockweir.connect.record.RecordDecryptor;
import io.lockweir.connect.record.RowImages;
import io.lockweir.connect.record.RowReader;
import io.lockweir.connect.record.Unlisted;
import io.lockweir.encryption.path.Part;
import io.lockweir.sink.record.RecordConfig;
import io.lockweir.sink.record.convert.Refusal;
import io.lockweir.sink.record.flatten.RowImage;
import io.lockweir.sink.record.policy.TablePolicy;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/** Applies the policy of one table to row images. */
final class ImageDecryptor {
    private final TablePolicy policy;
    private final RecordDecryptor decryptor;
    private final RecordDecryptor formCheck;
    private final RecordDecryptor clearCheck;
    private final ShreddedColumns shredded;
    private final PluginMetrics metrics;

    ImageDecryptor(
            FieldKeys keys, TablePolicy policy, RecordConfig config, ShreddedColumns shredded, PluginMetrics metrics) {
        this.policy = policy;
        this.shredded = shredded;
        this.metrics = metrics;
        // The image is already taken out of its change event; its paths begin at the row, as the writer's do.
        DecryptOptions options = new DecryptOptions(
                RowImages.FLAT,
                Unlisted.FAIL,
                config.onSchemaLost(),
                config.placeholder(),
                shredded,
                config.plaintext());
        this.decryptor = new RecordDecryptor(keys, policy.rules(), options, metrics);
        this.formCheck = RecordDecryptor.checkingForm(policy.rules(), options);
        this.clearCheck = RecordDecryptor.checkingClear(keys, policy.rules(), options);
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
            throw refused(e);
        }
    }

    /**
     * A reader of images of a schema; null if only {@link #decrypt} can do it.
     *
     * @throws Refusal if policy and schema do not fit
     */
    @Nullable
    RowReader reader(String topic, Schema schema) {
        try {
            return decryptor.reader(topic, Part.FIELD_OF_VALUE, schema).orElse(null);
        } catch (FieldException e) {
            throw refused(e);
        }
    }

    /** What the sink calls a failure of the reader. */
    Refusal refused(FieldException failure) {
        metrics.failed(failure);
        boolean unwritable = failure.failure() == FieldFailure.SHREDDED && shredded.configured() != OnShredded.FAIL;
        return unwritable ? shredded.refusal(failure.path()) : FieldFailures.refusal(failure);
    }

    /**
     * Fails if any field of an image that is not written is clear and may not be so; decrypts nothing. Fields may be missing: with
     * REPLICA IDENTITY DEFAULT the image before a change holds the key alone.
     *
     * @throws Refusal naming the first such field
     */
    void requireReadable(String topic, RowImage image) {
        require(formCheck, topic, image);
    }

    /**
     * As {@link #requireReadable}, of what would be copied: there clear values never pass.
     *
     * @throws Refusal naming the first such field
     */
    void requireEncrypted(String topic, RowImage image) {
        require(clearCheck, topic, image);
    }

    private static void require(RecordDecryptor check, String topic, RowImage image) {
        try {
            check.decrypt(topic, Part.FIELD_OF_VALUE, image.schema(), image.value());
        } catch (FieldException e) {
            Refusal refusal = FieldFailures.refusal(e);
            throw new Refusal(refusal.reason(), refusal.field(), "image " + image.name() + ": " + refusal.detail());
        }
    }
}
