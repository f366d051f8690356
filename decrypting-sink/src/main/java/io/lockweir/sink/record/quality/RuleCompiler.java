package io.lockweir.sink.record.quality;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.DurationLiteralValidator;
import dev.cel.validator.validators.RegexLiteralValidator;
import dev.cel.validator.validators.TimestampLiteralValidator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.config.ConfigException;

/** Checks the rules of one table against its columns. */
final class RuleCompiler {

    static final String OPERATION = "_event.op";
    static final String TOPIC = "_event.topic";
    static final String TIME = "_event.time";
    private static final String RESERVED = "_event";

    private static final CelOptions OPTIONS = CelOptions.current()
            .evaluateCanonicalTypesToNativeValues(true)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    private static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addFunctionBindings(DecimalFunctions.bindings())
            .build();

    /** The validators of literals know times as protobuf has them. */
    private static final CelRuntime LITERALS = CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(CelOptions.current()
                    .evaluateCanonicalTypesToNativeValues(false)
                    .build())
            .build();

    private final TableIdentifier table;
    private final Schema schema;
    private final Map<String, RuleColumn> columns = new LinkedHashMap<>();
    private final CelCompiler compiler;
    private final CelValidator validator;

    RuleCompiler(TableIdentifier table, Schema schema) {
        this.table = table;
        this.schema = schema;
        ImmutableMap.Builder<String, CelType> structs = ImmutableMap.builder();
        RuleColumn.of(schema.asStruct(), table.toString(), type -> structs.put(type.name(), type))
                .forEach(column -> columns.put(column.name(), column));
        CelCompilerBuilder builder = compiler(new Structs(structs.buildOrThrow()));
        // Literals are no bools.
        this.validator = CelValidatorFactory.standardCelValidatorBuilder(builder.build(), LITERALS)
                .addAstValidators(
                        RegexLiteralValidator.INSTANCE,
                        TimestampLiteralValidator.INSTANCE,
                        DurationLiteralValidator.INSTANCE)
                .build();
        this.compiler = builder.setResultType(SimpleType.BOOL).build();
    }

    private CelCompilerBuilder compiler(Structs structs) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setTypeProvider(structs)
                .addFunctionDeclarations(DecimalFunctions.declarations())
                .addVar(OPERATION, NullableType.create(SimpleType.STRING))
                .addVar(TOPIC, SimpleType.STRING)
                .addVar(TIME, SimpleType.TIMESTAMP);
        columns.values().forEach(column -> builder.addVar(column.name(), column.declared()));
        return builder;
    }

    /** @throws ConfigException naming table, rule and position */
    CompiledRule compile(QualityRule rule) {
        if (schema.findField(RESERVED) != null) {
            throw new ConfigException("Table " + table + " has a column " + RESERVED
                    + ", which rules have for the record; rename it, or exclude the table by "
                    + QualityConfig.key(rule.name(), QualityConfig.TABLES));
        }
        // The parser quotes the text that it stumbles upon; what it says stays here.
        CelAbstractSyntaxTree parsed =
                tree(rule, compiler.parse(rule.expression()), "is no CEL expression", issue -> "syntax error");
        CelAbstractSyntaxTree checked =
                tree(rule, compiler.check(parsed), "does not fit the table", CelIssue::getMessage);
        CelAbstractSyntaxTree valid =
                tree(rule, validator.validate(checked), "cannot work", issue -> "malformed literal");
        try {
            return new CompiledRule(rule, RUNTIME.createProgram(valid), columns);
        } catch (CelEvaluationException e) {
            throw new ConfigException(where(rule) + " cannot be run: " + e.getErrorCode());
        }
    }

    private interface Text {
        String of(CelIssue issue);
    }

    private CelAbstractSyntaxTree tree(QualityRule rule, CelValidationResult result, String what, Text text) {
        if (result.hasError()) {
            throw new ConfigException(where(rule) + " " + what + ": " + problems(result, text) + unusable());
        }
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            throw new ConfigException(where(rule) + " " + what);
        }
    }

    private static String problems(CelValidationResult result, Text text) {
        return result.getErrors().stream()
                .map(issue -> "line " + issue.getSourceLocation().getLine() + ", column "
                        + (issue.getSourceLocation().getColumn() + 1) + ": " + text.of(issue))
                .collect(Collectors.joining("; "));
    }

    private String where(QualityRule rule) {
        return "Table " + table + ": the rule " + rule.name() + " ("
                + QualityConfig.key(rule.name(), QualityConfig.EXPRESSION) + ")";
    }

    private String unusable() {
        List<String> names = schema.columns().stream()
                .map(Types.NestedField::name)
                .filter(name -> !columns.containsKey(name))
                .toList();
        return names.isEmpty() ? "" : " (columns whose types rules cannot use: " + String.join(", ", names) + ")";
    }

    /** The table's structures by their paths. */
    private record Structs(ImmutableMap<String, CelType> byName) implements CelTypeProvider {
        @Override
        public ImmutableCollection<CelType> types() {
            return byName.values();
        }

        @Override
        public Optional<CelType> findType(String name) {
            return Optional.ofNullable(byName.get(name));
        }
    }
}
