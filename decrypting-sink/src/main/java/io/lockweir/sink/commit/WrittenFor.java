package io.lockweir.sink.commit;

import java.util.Set;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableUtil;

/**
 * The state of a table that files were written for: its format, its columns by id, and its partitions.
 *
 * @param specIds of all specs there are, since with one more the deletes by key of a slice may no longer reach all rows
 */
public record WrittenFor(String uuid, int formatVersion, int schemaId, int specId, Set<Integer> specIds) {

    public WrittenFor {
        specIds = Set.copyOf(specIds);
    }

    /** As loaded, whatever the catalog says meanwhile. */
    public static WrittenFor of(Table table) {
        return new WrittenFor(
                table.uuid().toString(),
                TableUtil.formatVersion(table),
                table.schema().schemaId(),
                table.spec().specId(),
                table.specs().keySet());
    }

    static WrittenFor of(TableMetadata metadata) {
        return new WrittenFor(
                metadata.uuid(),
                metadata.formatVersion(),
                metadata.currentSchemaId(),
                metadata.defaultSpecId(),
                metadata.specsById().keySet());
    }

    @Override
    public String toString() {
        return "format " + formatVersion + ", schema " + schemaId + " and partition spec " + specId + " of " + specIds;
    }
}
