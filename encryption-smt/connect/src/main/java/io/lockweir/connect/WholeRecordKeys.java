package io.lockweir.connect;

import io.lockweir.connect.record.RecordOptions;
import io.lockweir.connect.rule.FieldMode;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.KeyNames;
import io.lockweir.connect.rule.OnRead;
import io.lockweir.connect.rule.TopicTemplate;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.policy.Padding;
import io.lockweir.encryption.policy.RecordSpec;
import io.lockweir.encryption.value.Compression;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.ValueType;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** What the plugins for whole records, converter and serializers, are configured with beside their rules: the same bytes come of it. */
public final class WholeRecordKeys {
    public static final String COMPRESSION = "compression";
    public static final String MAX_DECOMPRESSED_BYTES = "max.decompressed.bytes";

    private WholeRecordKeys() {}

    /** Adds the keys. */
    public static ConfigDef addTo(ConfigDef definition) {
        return definition
                .define(
                        COMPRESSION,
                        ConfigDef.Type.STRING,
                        CommonKeys.text(Compression.NONE),
                        CommonKeys.oneOf(Compression.values()),
                        Importance.MEDIUM,
                        "With mode=random: zstd compresses a record before it is encrypted, where that makes it shorter; afterwards "
                                + "nothing compresses it any more. Its length then tells something about its content. A reader needs no "
                                + "such key.")
                .define(
                        MAX_DECOMPRESSED_BYTES,
                        ConfigDef.Type.INT,
                        RecordSpec.DEFAULT_LARGEST,
                        ConfigDef.Range.atLeast(1),
                        Importance.LOW,
                        "How many bytes a compressed record may have when it is decompressed. A larger one is neither written nor "
                                + "read, so that no record exhausts the memory of a worker.");
    }

    /** What they say. */
    public static RecordOptions options(StrictConfig config) {
        return new RecordOptions(
                config.constant(COMPRESSION, Compression.class),
                config.getInt(MAX_DECOMPRESSED_BYTES),
                PlaintextKeys.of(config));
    }

    /**
     * The rule that stands for the flat keys of a plugin.
     *
     * @param joinDomain the domain of deterministic encryption; null for randomised
     * @param pad the multiple that lengths grow to, 0 for none
     * @throws ConfigException when padding does not fit
     */
    public static FieldRule rule(Pattern topics, @Nullable String joinDomain, int pad, String namespace) {
        try {
            Padding padding = new Padding(pad);
            if (joinDomain != null && pad > 0) {
                throw new ConfigException("Key 'pad' has no effect with mode=join. Set mode=random or remove it.");
            }
            return new FieldRule(
                    "default",
                    topics,
                    List.of(FieldPath.WHOLE),
                    joinDomain != null
                            ? new FieldMode.Join(JoinDomain.of(joinDomain, ValueType.BYTES))
                            : new FieldMode.Random(padding, FieldMode.Nulls.PASS, List.of(), null, null),
                    new KeyNames(TopicTemplate.literal(namespace), List.of()),
                    OnRead.DECRYPT);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("Key 'pad': " + e.getMessage() + ".");
        }
    }
}
