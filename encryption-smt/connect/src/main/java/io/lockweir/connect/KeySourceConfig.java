package io.lockweir.connect;

import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.KeysetKeySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * The configuration section of key sources, shared by every plugin that encrypts or decrypts.
 *
 * @param keysetFile a Tink keyset in JSON, or null
 * @param keysetJson the keyset itself, usually from a config provider, or null
 * @param namespace the scope of randomised encryption
 * @param keyWait how long an unknown key is waited for
 */
public record KeySourceConfig(
        @Nullable String keysetFile, @Nullable Password keysetJson, String namespace, Duration keyWait) {
    public static final String KEY_SOURCE = "key.source";
    public static final String KEYSET_FILE = "keyset.file";
    public static final String KEYSET_JSON = "keyset.json";
    public static final String NAMESPACE = "namespace";
    public static final String KEY_WAIT_MS = "key.wait.ms";

    private static final String KEYSET = "keyset";

    /** Adds the section's keys. */
    public static ConfigDef addTo(ConfigDef definition) {
        return definition
                .define(
                        KEY_SOURCE,
                        ConfigDef.Type.STRING,
                        KEYSET,
                        ConfigDef.ValidString.in(KEYSET),
                        Importance.HIGH,
                        "Where keys come from. keyset: a dedicated Tink keyset, from keyset.file or keyset.json.")
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
                        "The keyset itself, in place of keyset.file. Give it through a config provider, never in clear.")
                .define(
                        NAMESPACE,
                        ConfigDef.Type.STRING,
                        "default",
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "Scope of randomised encryption, for example an environment. Part of every key derivation: ciphertext of "
                                + "one namespace can't be read in another. The same on writer and reader.")
                .define(
                        KEY_WAIT_MS,
                        ConfigDef.Type.LONG,
                        0L,
                        ConfigDef.Range.between(0L, 3_600_000L),
                        Importance.LOW,
                        "How many milliseconds a reader that meets an unknown key waits for keyset.file to change before it fails, "
                                + "for a file that follows the writer's late. Keep it below max.poll.interval.ms.");
    }

    /**
     * Reads the section.
     *
     * @throws ConfigException when not exactly one keyset is given
     */
    public static KeySourceConfig of(AbstractConfig config) {
        String file = config.getString(KEYSET_FILE);
        Password json = config.getPassword(KEYSET_JSON);
        if ((file == null) == (json == null)) {
            throw new ConfigException("Set exactly one of '" + KEYSET_FILE + "' and '" + KEYSET_JSON + "' with "
                    + KEY_SOURCE + "=" + KEYSET + ".");
        }
        return new KeySourceConfig(
                file, json, config.getString(NAMESPACE), Duration.ofMillis(config.getLong(KEY_WAIT_MS)));
    }

    /**
     * Opens the key source; the caller closes it.
     *
     * @throws ConfigException when the keyset can't be read or is none; the message holds nothing of it
     */
    public KeySource open() {
        Password json = keysetJson;
        String key = json == null ? KEYSET_FILE : KEYSET_JSON;
        try {
            return json == null ? new KeysetFile(this::fileText, keyWait) : KeysetKeySource.fromTinkJson(json.value());
        } catch (IllegalArgumentException e) {
            throw new ConfigException("Key '" + key + "' holds no usable keyset: " + e.getMessage());
        }
    }

    private String fileText() {
        try {
            return Files.readString(Path.of(String.valueOf(keysetFile)));
        } catch (IOException | InvalidPathException e) {
            throw new ConfigException("Key '" + KEYSET_FILE + "': file " + keysetFile + " can't be read ("
                    + e.getClass().getSimpleName() + "). Mount it on every worker, readable for Connect.");
        }
    }
}
