package io.lockweir.connect;

import io.lockweir.connect.rule.Profile;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/** The key {@code profile}, the same in every plugin, and the settings of the registry that stand behind it. */
public final class ProfileKeys {
    public static final String PROFILE = "profile";

    private ProfileKeys() {}

    /** Adds {@code profile} and {@code registry.*}. */
    public static ConfigDef addTo(ConfigDef definition) {
        return RegistryConfig.addTo(definition.define(
                PROFILE,
                ConfigDef.Type.STRING,
                CommonKeys.text(Profile.NATIVE),
                CommonKeys.oneOf(Profile.values()),
                Importance.HIGH,
                "Whose formats are read and written. native: our own envelope, keys by key.source. confluent: those of Confluent's "
                        + "client-side encryption, data keys and, where whole records are treated, schemas and rules from the registry "
                        + "at registry.url. Rules about fields may each have their own. It is never guessed: what is of the other "
                        + "profile is refused."));
    }

    /**
     * The profile. Keys that have no effect in it are refused.
     *
     * @param ofNative whether a key is for profile native alone
     * @param ofConfluent whether a key is for profile confluent alone, besides {@code registry.*}
     * @throws ConfigException naming a key of the other profile
     */
    public static Profile of(StrictConfig config, Predicate<String> ofNative, Predicate<String> ofConfluent) {
        Profile profile = config.constant(PROFILE, Profile.class);
        TreeSet<String> others = new TreeSet<>(config.originals().keySet());
        others.removeIf(
                profile == Profile.CONFLUENT
                        ? ofNative.negate()
                        : ofConfluent.or(RegistryConfig::owns).negate());
        if (!others.isEmpty()) {
            Profile other = profile == Profile.CONFLUENT ? Profile.NATIVE : Profile.CONFLUENT;
            throw new ConfigException("Key '" + others.first() + "' has no effect with " + PROFILE + "="
                    + CommonKeys.text(profile) + ". Remove it, or set " + PROFILE + "=" + CommonKeys.text(other) + ".");
        }
        return profile;
    }
}
