package io.lockweir.sink.mapping;

import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.catalog.TableIdentifier;

/** Pairs of topic and table. */
record ExplicitMapping(Map<String, TableIdentifier> tables) implements TopicMapping {
    ExplicitMapping {
        tables = Map.copyOf(tables);
    }

    @Override
    public Optional<TableIdentifier> tableOf(String topic) {
        return Optional.ofNullable(tables.get(topic));
    }
}
