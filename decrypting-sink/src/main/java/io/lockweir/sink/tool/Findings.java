package io.lockweir.sink.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.lockweir.sink.governance.Difference;
import io.lockweir.sink.governance.Differences;
import io.lockweir.sink.governance.TableDesign;
import io.lockweir.sink.tool.CatalogArguments.Loaded;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.catalog.TableIdentifier;

/** What tables differ in from their designs. */
record Findings(Map<TableIdentifier, List<Difference>> tables) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    static Findings of(CatalogArguments catalog, Map<TableIdentifier, TableDesign> designs) {
        Map<TableIdentifier, Loaded> loaded = catalog.load(List.copyOf(designs.keySet()));
        Map<TableIdentifier, List<Difference>> tables = new LinkedHashMap<>();
        designs.forEach((id, design) -> tables.put(
                id,
                loaded.get(id) instanceof Loaded.Found found
                        ? Differences.between(design, TableDesign.of(found.metadata()))
                        : List.of(new Difference("table", "a table", "nothing"))));
        return new Findings(tables);
    }

    /** Returns the exit code. */
    int tell(PrintWriter out, boolean json) {
        boolean same = tables.values().stream().allMatch(List::isEmpty);
        if (json) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("result", same ? "ok" : "finding");
            Map<String, Object> byTable = new LinkedHashMap<>();
            tables.forEach((id, differences) -> byTable.put(id.toString(), differences));
            told.put("tables", byTable);
            out.println(json(told));
        } else {
            tables.forEach((id, differences) -> {
                out.println(id + (differences.isEmpty() ? ": as designed" : ":"));
                differences.forEach(difference -> out.println("  " + difference));
            });
        }
        out.flush();
        return same ? 0 : 1;
    }

    static String json(Map<String, ?> fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("No JSON", e);
        }
    }

    static TableIdentifier table(String name) {
        TableIdentifier id = TableIdentifier.parse(name);
        if (id.namespace().isEmpty()) {
            throw new UsageException(name + " is no full table name; write namespace.table");
        }
        return id;
    }
}
