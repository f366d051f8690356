package io.lockweir.connect.rule;

import io.lockweir.registry.rule.KeyRequest;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The keys of mode encrypt, profile confluent: the parameters of a rule in the registry, under their names there, and the subject. */
public final class ConfluentKeyParameters {
    public static final String SUBJECT_NAME = "subject.name";

    private static final Map<String, String> MEANINGS = meanings();

    /** All of them, without a prefix. */
    public static final Set<String> NAMES = Collections.unmodifiableSet(MEANINGS.keySet());

    private ConfluentKeyParameters() {}

    /** Adds the keys behind a prefix. None is required. */
    public static ConfigDef addTo(ConfigDef definition, String prefix) {
        MEANINGS.forEach((name, meaning) -> definition.define(
                prefix + name, ConfigDef.Type.STRING, null, Importance.MEDIUM, "With profile=confluent: " + meaning));
        return definition;
    }

    /**
     * Reads them.
     *
     * @throws ConfigException saying what is missing or wrong
     */
    public static FieldMode.Confluent read(AbstractConfig config, String prefix) {
        Map<String, String> parameters = new HashMap<>();
        NAMES.forEach(name -> {
            @Nullable String given = config.getString(prefix + name);
            if (given != null) {
                parameters.put(name, given);
            }
        });
        try {
            return new FieldMode.Confluent(
                    KeyRequest.of(parameters),
                    SubjectName.read(prefix + SUBJECT_NAME, config.getString(prefix + SUBJECT_NAME)));
        } catch (IllegalArgumentException e) {
            throw new ConfigException("Keys '" + prefix + "encrypt.*' of profile confluent: " + e.getMessage() + ".");
        }
    }

    private static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        meanings.put(
                "encrypt.kek.name",
                "name of the key-encryption key in the registry. Without it encrypt.kms.key.id tells it.");
        meanings.put(
                "encrypt.kms.type",
                "the kind of its key service, such as aws-kms. Needed where the registry does not have the key yet.");
        meanings.put(
                "encrypt.kms.key.id",
                "the key's name at the key service. Needed where the registry does not have the key yet.");
        meanings.put(
                "encrypt.alternate.kms.key.ids",
                "further names of the key, in other regions, separated by commas; tried in order.");
        meanings.put(
                "encrypt.dek.algorithm",
                "AES256_GCM, which is meant without it, AES128_GCM, or AES256_SIV, with which equal values have equal ciphertexts."
                        + " The same on writer and reader.");
        meanings.put(
                "encrypt.dek.expiry.days",
                "after how many days a writer makes the next data key. Without it, or with 0, never, and ciphertexts look otherwise:"
                        + " all writers and readers change together.");
        meanings.put(
                SUBJECT_NAME,
                "the subject that data keys are of; ${topic} is the topic. Without it ${topic}-value, or ${topic}-key. The same on"
                        + " writer and reader, serializers and converters included.");
        return meanings;
    }
}
