package io.lockweir.sink.commit;

import org.apache.iceberg.Table;

/** The state of a table that data files were written for: its columns by id, and its partitions. */
public record WrittenFor(String uuid, int schemaId, int specId) {

    /** As loaded, whatever the catalog says meanwhile. */
    public static WrittenFor of(Table table) {
        return new WrittenFor(
                table.uuid().toString(), table.schema().schemaId(), table.spec().specId());
    }

    @Override
    public String toString() {
        return "schema " + schemaId + " and partition spec " + specId;
    }
}
