package io.lockweir.serde;

import io.lockweir.connect.InnerFailure;
import io.lockweir.connect.UnmatchedTopics;
import io.lockweir.connect.metrics.PluginMetrics;
import io.lockweir.connect.record.FieldException;
import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.serde.form.FormException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What configuration makes of a serializer or deserializer: the key source, the pool of engines, the numbers. For any number of threads.
 */
final class Configured implements AutoCloseable {
    private final UnmatchedTopics unmatchedTopics;
    private final KeySource keys;
    private final PluginMetrics metrics;
    private final Pool<Treatment> treatments;
    private final Failures failures;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param maker makes a treatment around an engine */
    Configured(
            SerdeConfig config,
            String plugin,
            String action,
            boolean isKey,
            BiFunction<EncryptionEngine, PluginMetrics, Treatment> maker) {
        this.unmatchedTopics = config.unmatchedTopics();
        this.keys = config.keySource().open();
        this.metrics = PluginMetrics.open(plugin + (isKey ? ".Key" : ".Value"));
        this.treatments =
                new Pool<>(config.engines(), () -> maker.apply(new EncryptionEngine(keys, config.iv()), metrics));
        this.failures = new Failures(plugin, action, metrics);
    }

    /**
     * What an engine of the pool makes of bytes or a record; null stays null.
     *
     * @throws EncryptionFailedException when no rule speaks about the topic and that is refused, also for null
     */
    @Nullable
    Object treated(String topic, @Nullable Object content) {
        return treatments.<@Nullable Object>with(treatment -> {
            if (unmatchedTopics == UnmatchedTopics.FAIL && !treatment.matches(topic)) {
                throw failures.unmatched(topic);
            }
            return content == null ? null : treatment.treated(topic, content);
        });
    }

    /**
     * Runs what passes a record on. No engine is held meanwhile: a slow registry holds nobody else up.
     *
     * @throws EncryptionFailedException for whatever goes wrong
     */
    <R extends @Nullable Object> R guarded(String topic, Supplier<R> passing) {
        try {
            return passing.get();
        } catch (EncryptionFailedException e) {
            throw e;
        } catch (KeyUnavailableError e) {
            throw failures.of(topic, e);
        } catch (FieldException e) {
            throw failures.of(topic, e);
        } catch (FormException e) {
            throw failures.of(topic, e);
        } catch (InnerFailure e) {
            throw failures.of(topic, e);
        } catch (RuntimeException e) {
            throw failures.unforeseen(topic, e);
        }
    }

    /** Closing twice counts once, since the key source is counted. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try (KeySource last = keys;
                    PluginMetrics shown = metrics) {
                treatments.close();
            }
        }
    }
}
