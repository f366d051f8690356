package io.lockweir.cli.command;

import io.lockweir.cli.config.ToolConfig;
import io.lockweir.cli.output.Report;
import io.lockweir.connect.DecryptFields;
import io.lockweir.encryption.kms.KmsClients;
import io.lockweir.encryption.kms.KmsProvider;
import io.lockweir.encryption.kms.KmsSetting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.sink.SinkRecord;
import picocli.CommandLine.Command;

/** Explains the configuration. */
@Command(
        name = "config",
        description =
                "Lists the keys that the file of --config may have, and the settings of the installed KMS drivers.")
final class ConfigCommand extends ToolCommand {
    @Override
    Report run() {
        List<Map<String, Object>> keys = new ArrayList<>();
        ConfigDef definition = new DecryptFields.Value<SinkRecord>().config();
        definition.configKeys().values().stream()
                .sorted((one, other) -> one.name.compareTo(other.name))
                .forEach(key -> keys.add(key(key.name, key.documentation)));
        keys.add(key(ToolConfig.KAFKA + "*", "Settings of Kafka's clients, for verify and reencrypt."));
        keys.add(
                key(
                        ToolConfig.RECORD_KEY + "*",
                        "Rules for record keys, with the names that rules for values have: record.key.fields, record.key.policy.file."));
        ToolConfig.CONVERTERS.forEach(name -> keys.add(
                key(name + ", " + name + ".*", "Converter and its settings, as the topic's connector has them.")));
        for (KmsProvider provider : KmsClients.providers()) {
            for (KmsSetting setting : provider.settings()) {
                keys.add(key(
                        "kek.LABEL." + setting.name(),
                        "With kek.LABEL.kms=" + provider.name() + ": " + setting.documentation()));
            }
        }
        Report report = new Report().field("keys", keys);
        keys.forEach(key -> report.line(key.get("key") + System.lineSeparator() + "    " + key.get("documentation")));
        return report;
    }

    private static Map<String, Object> key(String name, String documentation) {
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("key", name);
        key.put("documentation", documentation);
        return key;
    }
}
