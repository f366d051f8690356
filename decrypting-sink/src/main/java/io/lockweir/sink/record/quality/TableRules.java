package io.lockweir.sink.record.quality;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.catalog.TableIdentifier;

/** The rules of one table, as it is now. One thread. */
public final class TableRules {

    private final List<CompiledRule> rules;

    private TableRules(List<CompiledRule> rules) {
        this.rules = rules;
    }

    /**
     * Compiled for the columns that the table has.
     *
     * @throws org.apache.kafka.common.config.ConfigException if a rule does not fit the table
     */
    public static TableRules of(TableIdentifier table, Schema schema, QualityConfig config) {
        List<QualityRule> spoken = config.of(table);
        if (spoken.isEmpty()) {
            return new TableRules(List.of());
        }
        RuleCompiler compiler = new RuleCompiler(table, schema);
        return new TableRules(spoken.stream().map(compiler::compile).toList());
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** All rules that do not hold for a row, in their order: each is asked, so that each can be counted. */
    public List<Violation> violations(StructLike row, Event event) {
        List<Violation> found = List.of();
        for (CompiledRule rule : rules) {
            Violation violation = rule.violation(row, event);
            if (violation != null) {
                if (found.isEmpty()) {
                    found = new ArrayList<>(1);
                }
                found.add(violation);
            }
        }
        return found;
    }
}
