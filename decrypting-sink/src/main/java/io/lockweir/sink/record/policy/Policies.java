package io.lockweir.sink.record.policy;

import io.lockweir.connect.rule.Profile;
import java.util.Set;
import org.apache.iceberg.catalog.TableIdentifier;

/** All that is configured about fields: by table in the sink's own keys, or by topic in a policy file. */
public sealed interface Policies permits PoliciesByTable, PoliciesByTopic {

    /**
     * What they say about one table.
     *
     * @param topics that are written to the table, as far as they are known
     * @throws org.apache.kafka.common.config.ConfigException if a field is named twice, or one inside another
     */
    TablePolicy of(TableIdentifier table, Set<String> topics);

    /**
     * The profiles that anything is decrypted by.
     *
     * @param recordKeys whether record keys are as well
     */
    Set<Profile> profiles(boolean recordKeys);
}
