package io.lockweir.connect;

import io.lockweir.encryption.keys.KeySource;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;

/** What one kind of key source is configured with. Equal settings name the same keys. */
public sealed interface KeySettings permits KeysetConfig, EnvelopeConfig {

    /**
     * Opens the source; the caller closes it.
     *
     * @throws ConfigException when keys or settings can't be used; the message holds nothing of them
     */
    KeySource open();

    /** The labels of key-encryption keys that a rule may name; none where keys have no such. */
    List<String> kekLabels();
}
