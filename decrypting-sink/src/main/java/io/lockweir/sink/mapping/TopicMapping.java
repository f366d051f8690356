package io.lockweir.sink.mapping;

import java.util.Optional;
import org.apache.iceberg.catalog.TableIdentifier;

/** Which table a topic belongs to. Immutable. */
public interface TopicMapping {

    /**
     * The table, if the topic is mapped.
     *
     * @throws org.apache.kafka.common.config.ConfigException if the topic matches but its captures make no table name
     */
    Optional<TableIdentifier> tableOf(String topic);

    /** This mapping, and for what it does not match the other one. */
    default TopicMapping orElse(TopicMapping other) {
        return topic -> tableOf(topic).or(() -> other.tableOf(topic));
    }
}
