package io.lockweir.sink.governance;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.config.ConfigException;

/** What of a design a new table can be given: Iceberg numbers its columns itself, from 1. */
final class NewTable {

    private NewTable() {}

    /** @throws ConfigException if the table would differ from its design as soon as it is there */
    static void requireCreatable(TableIdentifier id, TableDesign design) {
        if (design.uuid().isPresent()) {
            throw new ConfigException("Table " + id + " cannot be created: its design is that of the table with uuid "
                    + design.uuid().get() + ". Take table-uuid out of the design, if a new table is wanted");
        }
        List<Difference> differences = Differences.between(design, design.renumbered());
        if (!differences.isEmpty()) {
            throw new ConfigException(
                    "Table " + id + " cannot be created as designed, since a new table's ids count up" + " from 1: "
                            + differences.get(0) + ". Renumber the design with lockweir-tables design export --new");
        }
    }

    static Map<String, String> properties(TableDesign design) {
        Map<String, String> properties = new TreeMap<>(design.properties());
        properties.put("format-version", Integer.toString(design.formatVersion()));
        return properties;
    }
}
