package io.lockweir.sink.governance;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.TableMetadata;

/**
 * What a table was designed to be, or what it is.
 *
 * @param uuid absent if any table of the name will do
 * @param properties that the table must have with these values; what else it has is free
 */
public record TableDesign(
        Optional<String> uuid,
        int formatVersion,
        Schema schema,
        PartitionSpec spec,
        SortOrder order,
        Map<String, String> properties) {

    /** Properties that writers keep, or whose values are nobody's business. */
    private static final Pattern NOT_DESIGNED = Pattern.compile(
            "lockweir\\..*|format-version|.*(secret|password|token|credential|access-key).*", Pattern.CASE_INSENSITIVE);

    public TableDesign {
        properties = Map.copyOf(properties);
    }

    /** A table as it is now, without the properties that writers keep. */
    public static TableDesign of(TableMetadata metadata) {
        Map<String, String> designed = new TreeMap<>(metadata.properties());
        designed.keySet().removeIf(key -> NOT_DESIGNED.matcher(key).matches());
        return new TableDesign(
                Optional.of(metadata.uuid()),
                metadata.formatVersion(),
                metadata.schema(),
                metadata.spec(),
                metadata.sortOrder(),
                designed);
    }

    /** The design of a new table with the same columns, whose ids count up from 1 as Iceberg gives them. */
    public TableDesign renumbered() {
        Map<String, String> all = new TreeMap<>(properties);
        all.put("format-version", Integer.toString(formatVersion));
        TableMetadata fresh = TableMetadata.newTableMetadata(schema, spec, order, "file:/renumbered", all);
        return new TableDesign(
                Optional.empty(), formatVersion, fresh.schema(), fresh.spec(), fresh.sortOrder(), properties);
    }

    /** With more properties that the table must have. */
    public TableDesign with(Map<String, String> demanded) {
        Map<String, String> all = new TreeMap<>(properties);
        all.putAll(demanded);
        return new TableDesign(uuid, formatVersion, schema, spec, order, all);
    }

    TableDesign with(Schema changed) {
        return new TableDesign(uuid, formatVersion, changed, spec, order, properties);
    }
}
