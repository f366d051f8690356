package io.lockweir.connect;

import io.lockweir.connect.policy.KeyDefaults;
import io.lockweir.connect.policy.RulesConfig;
import io.lockweir.connect.record.RowImages;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.RuleConfig;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What both transforms read in the same way.
 *
 * @param keys all keys of the transform
 */
record CommonConfig(StrictConfig keys, KeySourceConfig keySource, List<FieldRule> rules) {

    static CommonConfig of(String plugin, ConfigDef definition, RecordSide side, Map<String, ?> properties) {
        StrictConfig keys = new StrictConfig(plugin, RuleConfig.expanded(definition, properties), properties);
        KeySourceConfig keySource = KeySourceConfig.of(keys);
        KeyDefaults names =
                new KeyDefaults(keySource.namespace(), keys.originals().containsKey(KeySourceConfig.NAMESPACE));
        return new CommonConfig(keys, keySource, RulesConfig.read(keys, side.part(), names));
    }

    RowImages rowImages() {
        return keys.constant(CommonKeys.ROW_IMAGES, RowImages.class);
    }

    String placeholder() {
        return keys.getString(CommonKeys.PLACEHOLDER);
    }
}
