package io.lockweir.connect.rule;

import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.Normaliser;
import io.lockweir.encryption.value.ValueType;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The keys that choose a mode, the same behind a rule's prefix and in a field of the policy file. A new mode is added here only. */
public final class ModeKeys {
    public static final String MODE = "mode";
    public static final String JOIN_DOMAIN = "join.domain";
    public static final String JOIN_TYPE = "join.type";
    public static final String JOIN_NORMALISER = "join.normaliser";

    static final String RANDOM = "random";
    static final String JOIN = "join";
    static final String CLEAR = "clear";

    /** The keys without a prefix. */
    public static final ConfigDef DEFINITION = addTo(new ConfigDef(), "");

    private ModeKeys() {}

    /**
     * The mode that keys without a prefix choose.
     *
     * @throws ConfigException naming the key, what is wrong and what to set
     */
    public static FieldMode read(Map<String, ?> settings) {
        return read(new AbstractConfig(DEFINITION, settings, false), "");
    }

    static ConfigDef addTo(ConfigDef definition, String prefix) {
        return definition
                .define(
                        prefix + MODE,
                        ConfigDef.Type.STRING,
                        RANDOM,
                        ConfigDef.CaseInsensitiveValidString.in(RANDOM, JOIN, CLEAR),
                        Importance.MEDIUM,
                        "random: equal values have different ciphertexts, each bound to its field. join: equal values of one "
                                + "join.domain have equal ciphertexts, so that they can be joined and used as keys; frequencies "
                                + "leak. clear: the field stays as it is, and must exist.")
                .define(
                        prefix + JOIN_DOMAIN,
                        ConfigDef.Type.STRING,
                        null,
                        Importance.MEDIUM,
                        "With mode=join: name of the domain, the same for all fields that shall join.")
                .define(
                        prefix + JOIN_TYPE,
                        ConfigDef.Type.STRING,
                        ValueType.STRING.name().toLowerCase(Locale.ROOT),
                        ConfigDef.CaseInsensitiveValidString.in(
                                "int64", "string", "bytes", "decimal", "date", "timestamp", "uuid"),
                        Importance.LOW,
                        "With mode=join: type that every value is converted to without loss before it is encrypted, so that an "
                                + "INT32 joins with an INT64. The same for all fields of a domain.")
                .define(
                        prefix + JOIN_NORMALISER,
                        ConfigDef.Type.STRING,
                        Normaliser.NONE.name().toLowerCase(Locale.ROOT),
                        ConfigDef.CaseInsensitiveValidString.in("none", "nfc"),
                        Importance.LOW,
                        "With mode=join and join.type=string: nfc brings text into Unicode form NFC first, so that composed and "
                                + "decomposed spellings join. The value comes back in NFC.");
    }

    static FieldMode read(AbstractConfig config, String prefix) {
        String mode = config.getString(prefix + MODE).toLowerCase(Locale.ROOT);
        String domain = config.getString(prefix + JOIN_DOMAIN);
        if (!mode.equals(JOIN) && domain != null) {
            throw new ConfigException("Key '" + prefix + JOIN_DOMAIN + "' has no effect with " + prefix + MODE + "="
                    + mode + ". Set " + prefix + MODE + "=join or remove it.");
        }
        return switch (mode) {
            case RANDOM -> new FieldMode.Random();
            case CLEAR -> new FieldMode.Clear();
            default -> join(config, prefix, domain);
        };
    }

    private static FieldMode join(AbstractConfig config, String prefix, @Nullable String domain) {
        if (domain == null || domain.isBlank()) {
            throw new ConfigException("Key '" + prefix + JOIN_DOMAIN + "' is missing. With " + prefix + MODE
                    + "=join name the domain, the same for all fields that shall join.");
        }
        try {
            return new FieldMode.Join(new JoinDomain(
                    domain,
                    ValueType.valueOf(upper(config.getString(prefix + JOIN_TYPE))),
                    Normaliser.valueOf(upper(config.getString(prefix + JOIN_NORMALISER)))));
        } catch (IllegalArgumentException e) {
            throw new ConfigException("Key '" + prefix + JOIN_DOMAIN + "': " + e.getMessage());
        }
    }

    private static String upper(@Nullable String text) {
        return String.valueOf(text).toUpperCase(Locale.ROOT);
    }
}
