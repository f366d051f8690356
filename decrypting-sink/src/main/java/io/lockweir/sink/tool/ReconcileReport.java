package io.lockweir.sink.tool;

import io.lockweir.sink.reconcile.ComparedColumn;
import io.lockweir.sink.reconcile.ComparedRows;
import io.lockweir.sink.reconcile.Comparison;
import io.lockweir.sink.reconcile.Difference;
import io.lockweir.sink.reconcile.Difference.Kind;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.catalog.TableIdentifier;

/** Tells what came out: fields with stable names for programs, lines for people. */
record ReconcileReport(ReconcileOptions options, TableIdentifier table) {

    void tell(PrintWriter out, Comparison findings, ComparedRows rows, Map<String, Object> facts) {
        if (options.json) {
            out.println(Findings.json(json(findings, rows, facts)));
        } else {
            lines(out, findings, rows, facts);
        }
        out.flush();
    }

    private Map<String, Object> json(Comparison findings, ComparedRows rows, Map<String, Object> facts) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("result", findings.equal() ? "equal" : "differs");
        told.put("table", table.toString());
        told.put("source_rows", findings.sourceRows());
        told.put("table_rows", findings.tableRows());
        told.put("ranges", findings.ranges());
        told.put("ranges_differing", findings.differing());
        told.put("ranges_narrowed", findings.narrowed());
        for (Kind kind : Kind.values()) {
            told.put(kind.text(), findings.kinds().getOrDefault(kind, 0L));
        }
        told.put("key", rows.keyNames());
        told.put("columns", rows.columns().stream().map(ComparedColumn::name).toList());
        List<Map<String, Object>> keys = new ArrayList<>();
        for (Difference difference : findings.shown()) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("kind", difference.kind().text());
            each.put("key", difference.key().orElse(null));
            each.put("source_rows", difference.sourceRows());
            each.put("table_rows", difference.tableRows());
            each.put("columns", difference.columns());
            keys.add(each);
        }
        told.put("differences", keys);
        told.putAll(facts);
        return told;
    }

    private void lines(PrintWriter out, Comparison findings, ComparedRows rows, Map<String, Object> facts) {
        out.printf(
                "%s: %s%n  rows: %,d in the source, %,d in the table; key %s, %d columns compared%n",
                table,
                findings.equal() ? "EQUAL" : "DIFFERS",
                findings.sourceRows(),
                findings.tableRows(),
                rows.key().isEmpty() ? "none (whole rows)" : String.join(", ", rows.keyNames()),
                rows.columns().size());
        facts.forEach((name, value) -> out.printf("  %s: %s%n", name.replace('_', ' '), value));
        if (findings.equal()) {
            return;
        }
        out.printf(
                "  %,d of %,d key ranges differ; %,d narrowed to rows%n",
                findings.differing(), Math.max(findings.ranges(), findings.differing()), findings.narrowed());
        for (Kind kind : Kind.values()) {
            out.printf("  %s: %,d%n", kind.text(), findings.kinds().getOrDefault(kind, 0L));
        }
        for (Difference difference : findings.shown()) {
            out.printf(
                    "    %-9s  %s  (%d in the source, %d in the table)%s%n",
                    difference.kind().text(),
                    difference.key().orElse("(the key is not told)"),
                    difference.sourceRows(),
                    difference.tableRows(),
                    difference.columns().isEmpty() ? "" : " in " + String.join(", ", difference.columns()));
        }
    }
}
