package io.lockweir.sink.mapping;

import java.util.Optional;
import org.apache.iceberg.catalog.TableIdentifier;

/** Which table a topic belongs to. */
public interface TopicMapping {

    Optional<TableIdentifier> tableOf(String topic);
}
