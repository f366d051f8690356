package io.lockweir.serde;

import io.lockweir.connect.InnerFailure;
import io.lockweir.connect.UnmatchedTopics;
import io.lockweir.connect.confluent.ConfluentRecords;
import io.lockweir.connect.confluent.RecordFailure;
import io.lockweir.connect.metrics.PluginMetrics;
import io.lockweir.connect.record.FieldException;
import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.serde.form.FormException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What configuration makes of a serializer or deserializer: keys, engines, the numbers. For any number of threads. */
final class Configured implements AutoCloseable {
    private final UnmatchedTopics unmatchedTopics;
    private final Contents contents;
    private final AutoCloseableKeys keys;
    private final PluginMetrics metrics;
    private final Failures failures;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Configured(
            UnmatchedTopics unmatchedTopics,
            Contents contents,
            AutoCloseableKeys keys,
            PluginMetrics metrics,
            Failures failures) {
        this.unmatchedTopics = unmatchedTopics;
        this.contents = contents;
        this.keys = keys;
        this.metrics = metrics;
        this.failures = failures;
    }

    /** @throws org.apache.kafka.common.config.ConfigException naming what can't be used */
    static Configured of(SerdeConfig config, Direction<?> direction, boolean isKey) {
        PluginMetrics metrics = PluginMetrics.open(direction.plugin() + (isKey ? ".Key" : ".Value"));
        Failures failures = new Failures(direction.plugin(), direction.action(), metrics);
        if (config.profile() instanceof ProfileSettings.Confluent confluent) {
            ConfluentRecords records = new ConfluentRecords(confluent.config(), isKey, metrics);
            Contents contents = new Contents.Confluent(records, direction.encrypts());
            return new Configured(config.unmatchedTopics(), contents, () -> {}, metrics, failures);
        }
        ProfileSettings.Native settings = (ProfileSettings.Native) config.profile();
        direction.check(settings);
        KeySource keys = settings.keySource().open();
        Pool<Treatment> pool = new Pool<>(
                settings.engines(),
                () -> direction.treatment(settings, new EncryptionEngine(keys, settings.iv()), metrics));
        Contents contents = new Contents.Engines(settings.level(), config.unmatchedTopics(), pool);
        return new Configured(config.unmatchedTopics(), contents, keys::close, metrics, failures);
    }

    /** Whether it is the inner serializer's bytes that are treated. */
    boolean isOfBytes() {
        return contents.isOfBytes();
    }

    /** To be called before the inner serializer writes. */
    void prepare(@Nullable Headers headers) {
        contents.prepare(headers);
    }

    /**
     * What becomes of bytes or a record; null stays null.
     *
     * @throws EncryptionFailedException when no rule speaks about it and that is refused, with the native profile also for null
     */
    @Nullable
    Object treated(String topic, @Nullable Headers headers, @Nullable Object content) {
        Contents.Result result = contents.treated(topic, headers, content);
        if (!result.matched() && unmatchedTopics == UnmatchedTopics.FAIL) {
            throw failures.unmatched(topic);
        }
        return result.content();
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
        } catch (RecordFailure e) {
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
            try (AutoCloseableKeys last = keys;
                    PluginMetrics shown = metrics) {
                contents.close();
            }
        }
    }

    /** Keys, closed last. */
    @FunctionalInterface
    private interface AutoCloseableKeys extends AutoCloseable {
        @Override
        void close();
    }
}
