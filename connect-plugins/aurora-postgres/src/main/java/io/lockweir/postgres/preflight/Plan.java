package io.lockweir.postgres.preflight;

import io.debezium.config.Configuration;
import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.PostgresConnectorConfig.SnapshotMode;
import io.debezium.relational.RelationalDatabaseConnectorConfig;
import io.debezium.relational.TableId;
import java.util.function.Predicate;

/**
 * What the connector is going to do on the server.
 *
 * @param slot name of the replication slot
 * @param decoder name of the logical decoding plugin on the server
 * @param publication name of the publication
 * @param autocreate value of {@code publication.autocreate.mode}
 * @param readsTables whether a snapshot may read the tables
 * @param captured whether a table is captured
 */
record Plan(
        String slot,
        String decoder,
        String publication,
        String autocreate,
        boolean readsTables,
        Predicate<Table> captured) {

    static Plan of(Configuration config) {
        PostgresConnectorConfig connector = new PostgresConnectorConfig(config);
        return new Plan(
                connector.slotName(),
                connector.plugin().getPostgresPluginName(),
                connector.publicationName(),
                config.getString(PostgresConnectorConfig.PUBLICATION_AUTOCREATE_MODE),
                connector.getSnapshotMode() != SnapshotMode.NO_DATA,
                // The same filter that the snapshot and the stream go by.
                table -> connector
                        .getTableFilters()
                        .dataCollectionFilter()
                        .isIncluded(new TableId("", table.schema(), table.name())));
    }

    boolean usesPublication() {
        return decoder.equals("pgoutput");
    }

    /** The key that names the tables, for messages. */
    static String tablesKey() {
        return RelationalDatabaseConnectorConfig.TABLE_INCLUDE_LIST.name();
    }
}
