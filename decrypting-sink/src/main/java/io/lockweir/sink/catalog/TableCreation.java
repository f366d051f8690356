package io.lockweir.sink.catalog;

import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one way to create a table, for whoever was allowed to; a {@link SinkCatalog} by itself has none. */
public final class TableCreation {

    private static final Logger LOG = LoggerFactory.getLogger(TableCreation.class);

    private TableCreation() {}

    /** Creates the table in a namespace that is there; one that another worker created meanwhile is as good. */
    public static void create(
            SinkCatalog catalog,
            TableIdentifier id,
            Schema schema,
            PartitionSpec spec,
            SortOrder order,
            Map<String, String> properties) {
        try {
            catalog.whole()
                    .buildTable(id, schema)
                    .withPartitionSpec(spec)
                    .withSortOrder(order)
                    .withProperties(properties)
                    .create();
        } catch (AlreadyExistsException e) {
            LOG.info("Table {} was created meanwhile", id);
        }
    }
}
