package io.lockweir.postgres.it;

import io.lockweir.postgres.AuroraPostgresConnector;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigValue;

/** What the connector says of a configuration. */
final class Validation {

    private Validation() {}

    static Map<String, List<String>> errors(Map<String, String> properties) {
        return new AuroraPostgresConnector()
                .validate(properties).configValues().stream()
                        .filter(value -> !value.errorMessages().isEmpty())
                        .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
    }

    /** All that is said of one key. */
    static String error(Map<String, String> properties, String key) {
        return String.join(" ", errors(properties).getOrDefault(key, List.of()));
    }
}
