package io.lockweir.connect.rule;

import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.Normaliser;
import io.lockweir.encryption.value.ValueType;
import java.util.Collection;
import java.util.List;
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
    static final String MASK = "mask";
    static final String REDACT = "redact";
    static final String ENCRYPT = "encrypt";

    /** The keys without a prefix. */
    public static final ConfigDef DEFINITION = addTo(new ConfigDef(), "");

    private ModeKeys() {}

    /**
     * The mode that keys without a prefix choose.
     *
     * @param profile of the rule
     * @throws ConfigException naming the key, what is wrong and what to set
     */
    public static FieldMode read(Map<String, ?> settings, Profile profile) {
        return read(new AbstractConfig(DEFINITION, settings, false), "", profile);
    }

    /** Whether a mode is that of profile confluent. */
    public static boolean isOfConfluent(@Nullable Object mode) {
        return ENCRYPT.equalsIgnoreCase(String.valueOf(mode));
    }

    static ConfigDef addTo(ConfigDef definition, String prefix) {
        addJoin(definition, prefix);
        RandomKeys.addTo(definition, prefix);
        ConfluentKeyParameters.addTo(definition, prefix);
        return ReplacementKeys.addTo(definition, prefix);
    }

    private static ConfigDef addJoin(ConfigDef definition, String prefix) {
        return definition
                .define(
                        prefix + MODE,
                        ConfigDef.Type.STRING,
                        null,
                        new ModeValidator(),
                        Importance.MEDIUM,
                        "Without it random, or with profile=confluent encrypt. random: equal values have different ciphertexts, each bound to its field. join: equal values of one "
                                + "join.domain have equal ciphertexts, so that they can be joined and used as keys; frequencies "
                                + "leak. clear: the field stays as it is, and must exist. mask: a text keeps a few characters, "
                                + "for good. redact: null or a fixed value takes its place, for good. encrypt: what profile=confluent has in place of "
                                + "random and join; encrypt.dek.algorithm says whether equal values have equal ciphertexts.")
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

    static FieldMode read(AbstractConfig config, String prefix, Profile profile) {
        String given = config.getString(prefix + MODE);
        String encrypting = profile == Profile.CONFLUENT ? ENCRYPT : RANDOM;
        String mode = given == null ? encrypting : given.toLowerCase(Locale.ROOT);
        requireProfile(mode, profile, prefix);
        String domain = config.getString(prefix + JOIN_DOMAIN);
        refuse(List.of(JOIN_DOMAIN), JOIN, mode, config, prefix);
        refuse(RandomKeys.NAMES, RANDOM, mode, config, prefix);
        refuse(ReplacementKeys.MASK_NAMES, MASK, mode, config, prefix);
        refuse(List.of(ReplacementKeys.REDACT_VALUE), REDACT, mode, config, prefix);
        refuse(ConfluentKeyParameters.NAMES, ENCRYPT, mode, config, prefix);
        return switch (mode) {
            case ENCRYPT -> ConfluentKeyParameters.read(config, prefix);
            case RANDOM -> RandomKeys.read(config, prefix);
            case CLEAR -> new FieldMode.Clear();
            case MASK -> ReplacementKeys.mask(config, prefix);
            case REDACT -> ReplacementKeys.redact(config, prefix);
            default -> join(config, prefix, domain);
        };
    }

    private static void requireProfile(String mode, Profile profile, String prefix) {
        if (profile == Profile.CONFLUENT && (mode.equals(RANDOM) || mode.equals(JOIN))) {
            throw new ConfigException("Key '" + prefix + MODE + "=" + mode + "' is of profile native. With"
                    + " profile=confluent set encrypt, and encrypt.dek.algorithm=AES256_SIV where equal values are to"
                    + " have equal ciphertexts.");
        }
        if (profile == Profile.NATIVE && mode.equals(ENCRYPT)) {
            throw new ConfigException("Key '" + prefix + MODE + "=" + ENCRYPT
                    + "' is of profile confluent. Set random or" + " join, or the rule's profile to confluent.");
        }
    }

    /** Refuses keys of another mode: they would seem to have an effect. */
    private static void refuse(
            Collection<String> keys, String owner, String mode, AbstractConfig config, String prefix) {
        for (String key : keys) {
            if (!mode.equals(owner) && config.originals().get(prefix + key) != null) {
                throw new ConfigException("Key '" + prefix + key + "' has no effect with " + prefix + MODE + "=" + mode
                        + ". Set " + prefix + MODE + "=" + owner + " or remove it.");
            }
        }
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

    /** The key, where set, must hold the name of a mode. */
    private static final class ModeValidator implements ConfigDef.Validator {
        private static final ConfigDef.Validator NAMES =
                ConfigDef.CaseInsensitiveValidString.in(RANDOM, JOIN, CLEAR, MASK, REDACT, ENCRYPT);

        @Override
        public void ensureValid(String name, @Nullable Object value) {
            if (value != null) {
                NAMES.ensureValid(name, value);
            }
        }

        @Override
        public String toString() {
            return NAMES.toString();
        }
    }
}
