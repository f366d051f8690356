package io.lockweir.sink.mapping;

import java.util.List;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.config.ConfigException;

/** Table names as configuration writes them: namespace levels and name, separated by dots. */
final class TableNames {
    private TableNames() {}

    static TableIdentifier parse(String origin, String name) {
        String[] levels = name.trim().split("\\.", -1);
        if (levels.length < 2 || List.of(levels).stream().anyMatch(String::isBlank)) {
            throw new ConfigException(
                    origin + ": \"" + name.trim() + "\" is no full table name; write namespace.table");
        }
        return TableIdentifier.of(levels);
    }
}
