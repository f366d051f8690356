package io.lockweir.connect;

import io.lockweir.connect.metrics.KeyObservers;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.KeysetKeySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * {@code key.source=keyset}.
 *
 * @param file a Tink keyset in JSON, or null
 * @param json the keyset itself, usually from a config provider, or null
 * @param keyWait how long a reader looks for a changed file when it meets an unknown key
 */
record KeysetConfig(@Nullable String file, @Nullable Password json, Duration keyWait) implements KeySettings {
    static final String KEYSET_FILE = "keyset.file";
    static final String KEYSET_JSON = "keyset.json";

    static ConfigDef addTo(ConfigDef definition) {
        return definition
                .define(
                        KEYSET_FILE,
                        ConfigDef.Type.STRING,
                        null,
                        Importance.HIGH,
                        "Path of a Tink keyset in clear-text JSON on every worker. Its primary key encrypts, every enabled key "
                                + "decrypts. Encrypting uses the keyset read at start; a reader meeting an unknown key reads a changed file again.")
                .define(
                        KEYSET_JSON,
                        ConfigDef.Type.PASSWORD,
                        null,
                        Importance.HIGH,
                        "The keyset itself, in place of keyset.file. Give it through a config provider, never in clear.");
    }

    static boolean owns(String key) {
        return Set.of(KEYSET_FILE, KEYSET_JSON).contains(key);
    }

    static KeysetConfig of(AbstractConfig config) {
        String file = config.getString(KEYSET_FILE);
        Password json = config.getPassword(KEYSET_JSON);
        if ((file == null) == (json == null)) {
            throw new ConfigException("Set exactly one of '" + KEYSET_FILE + "' and '" + KEYSET_JSON + "' with "
                    + KeySourceConfig.KEY_SOURCE + "=" + KeySourceConfig.KEYSET + ".");
        }
        Long wait = config.getLong(KeySourceConfig.KEY_WAIT_MS);
        return new KeysetConfig(file, json, Duration.ofMillis(wait == null ? 0 : wait));
    }

    @Override
    public KeySource open() {
        Password text = json;
        String key = text == null ? KEYSET_FILE : KEYSET_JSON;
        KeyEvents events = KeyObservers.open();
        try {
            return text == null
                    ? new KeysetFile(this::fileText, keyWait, events)
                    : KeysetKeySource.fromTinkJson(text.value(), events);
        } catch (IllegalArgumentException e) {
            events.close();
            throw new ConfigException("Key '" + key + "' holds no usable keyset: " + e.getMessage());
        } catch (ConfigException e) {
            events.close();
            throw e;
        }
    }

    @Override
    public List<String> kekLabels() {
        return List.of();
    }

    private String fileText() {
        try {
            return Files.readString(Path.of(String.valueOf(file)));
        } catch (IOException | InvalidPathException e) {
            throw new ConfigException("Key '" + KEYSET_FILE + "': file " + file + " can't be read ("
                    + e.getClass().getSimpleName() + "). Mount it on every worker, readable for Connect.");
        }
    }
}
