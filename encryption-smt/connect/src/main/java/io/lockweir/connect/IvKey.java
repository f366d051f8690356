package io.lockweir.connect;

import io.lockweir.encryption.policy.IvMode;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The key that chooses IVs, shared by every plugin that encrypts. */
public final class IvKey {
    public static final String IV = "iv";

    private IvKey() {}

    /** Adds the key. */
    public static ConfigDef addTo(ConfigDef definition) {
        return definition.define(
                IV,
                ConfigDef.Type.STRING,
                CommonKeys.text(IvMode.COUNTER),
                CommonKeys.oneOf(IvMode.values()),
                Importance.LOW,
                "Where randomised encryption takes its 96-bit IVs from. counter: a stream of its own per thread, the fastest. "
                        + "random: 96 fresh random bits. provider: made by the JCE provider that encrypts, as a FIPS 140 module "
                        + "demands. Readers read all three.");
    }

    /** The choice. */
    public static IvMode of(StrictConfig config) {
        return config.constant(IV, IvMode.class);
    }
}
