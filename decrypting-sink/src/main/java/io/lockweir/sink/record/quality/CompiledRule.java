package io.lockweir.sink.record.quality;

import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.StructLike;
import org.jspecify.annotations.Nullable;

/** A rule that fits its table. */
final class CompiledRule {

    private final QualityRule rule;
    private final CelRuntime.Program program;
    private final Map<String, RuleColumn> columns;

    CompiledRule(QualityRule rule, CelRuntime.Program program, Map<String, RuleColumn> columns) {
        this.rule = rule;
        this.program = program;
        this.columns = Map.copyOf(columns);
    }

    /** Null if the rule holds. Never throws, and says nothing of what it saw: what CEL's exceptions say is not handed on. */
    @Nullable
    Violation violation(StructLike row, Event event) {
        try {
            Object result = program.eval(name -> find(name, row, event));
            if (result instanceof Boolean holds) {
                return holds ? null : new Violation(rule.name(), rule.action(), "");
            }
            String error = result instanceof NullValue ? "NULL" : "NO_BOOL";
            return new Violation(rule.name(), rule.action(), error);
        } catch (CelEvaluationException e) {
            return new Violation(rule.name(), rule.action(), e.getErrorCode().name());
        } catch (RuntimeException e) {
            return new Violation(rule.name(), rule.action(), e.getClass().getSimpleName());
        }
    }

    private Optional<Object> find(String name, StructLike row, Event event) {
        RuleColumn column = columns.get(name);
        if (column != null) {
            return Optional.of(column.read(row));
        }
        return switch (name) {
            case RuleCompiler.OPERATION -> orNull(event.operation());
            case RuleCompiler.TOPIC -> Optional.of(event.topic());
            case RuleCompiler.TIME -> orNull(event.timeMs() < 0 ? null : Instant.ofEpochMilli(event.timeMs()));
            default -> Optional.empty();
        };
    }

    private static Optional<Object> orNull(@Nullable Object value) {
        return Optional.of(value == null ? NullValue.NULL_VALUE : value);
    }
}
