package io.lockweir.connect.converter;

import io.lockweir.connect.KekLabels;
import io.lockweir.connect.KeySourceConfig;
import io.lockweir.connect.PlaintextKeys;
import io.lockweir.connect.confluent.ConfluentConfig;
import io.lockweir.connect.confluent.ConfluentRecords;
import io.lockweir.connect.metrics.PluginMetrics;
import io.lockweir.connect.record.RecordOptions;
import io.lockweir.connect.record.WholeRecords;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.policy.IvMode;
import java.util.List;

/** What a converter is configured with for its profile. */
sealed interface ProfileSettings {
    /**
     * Opens keys; the caller closes them.
     *
     * @throws org.apache.kafka.common.config.ConfigException naming what can't be used
     */
    RecordBytes open(boolean isKey, PluginMetrics metrics);

    /** Whether clear records pass now, so that no record may reach a dead-letter queue. */
    boolean passesPlaintext();

    /** Our own envelope. */
    record Native(KeySourceConfig keySource, Part part, List<FieldRule> rules, RecordOptions options, IvMode iv)
            implements ProfileSettings {
        @Override
        public RecordBytes open(boolean isKey, PluginMetrics metrics) {
            WholeRecords.check(part, rules);
            KekLabels.of(keySource).warn(rules);
            PlaintextKeys.announce(options.plaintext());
            KeySource keys = keySource.open();
            EncryptionEngine engine = new EncryptionEngine(keys, iv);
            return new RecordBytes.Native(new WholeRecords(engine, part, rules, options, metrics), engine, keys);
        }

        @Override
        public boolean passesPlaintext() {
            return options.plaintext().passes();
        }
    }

    /** Confluent's formats. */
    record Confluent(ConfluentConfig config) implements ProfileSettings {
        @Override
        public RecordBytes open(boolean isKey, PluginMetrics metrics) {
            return new RecordBytes.Confluent(new ConfluentRecords(config, isKey, metrics));
        }

        @Override
        public boolean passesPlaintext() {
            return false;
        }
    }
}
