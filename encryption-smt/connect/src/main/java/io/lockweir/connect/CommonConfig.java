package io.lockweir.connect;

import io.lockweir.connect.policy.KeyDefaults;
import io.lockweir.connect.policy.RulesConfig;
import io.lockweir.connect.record.RowImages;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.Profile;
import io.lockweir.connect.rule.RuleConfig;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What both transforms read in the same way.
 *
 * @param keys all keys of the transform
 */
record CommonConfig(StrictConfig keys, FieldKeysConfig fieldKeys, List<FieldRule> rules) {

    static CommonConfig of(String plugin, ConfigDef definition, RecordSide side, Map<String, ?> properties) {
        StrictConfig keys = new StrictConfig(plugin, RuleConfig.expanded(definition, properties), properties);
        KeyDefaults defaults = new KeyDefaults(
                keys.getString(KeySourceConfig.NAMESPACE),
                keys.originals().containsKey(KeySourceConfig.NAMESPACE),
                keys.constant(ProfileKeys.PROFILE, Profile.class));
        List<FieldRule> rules = RulesConfig.read(keys, side.part(), defaults);
        return new CommonConfig(keys, FieldKeysConfig.of(keys, rules), rules);
    }

    RowImages rowImages() {
        return keys.constant(CommonKeys.ROW_IMAGES, RowImages.class);
    }

    String placeholder() {
        return keys.getString(CommonKeys.PLACEHOLDER);
    }
}
