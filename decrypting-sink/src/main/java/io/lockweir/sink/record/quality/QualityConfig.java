package io.lockweir.sink.record.quality;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/**
 * The section of rules: {@code quality.rules} names them, each has keys behind {@code quality.rules.NAME.}.
 *
 * @param branch written to before the main branch, which follows when what was written is as it should be
 */
public record QualityConfig(List<QualityRule> rules, Optional<String> branch) {

    public static final String RULES = "quality.rules";
    /** Where rows are written to before they are published. */
    public static final String BRANCH = "write.wap.branch";

    static final String EXPRESSION = "expression";
    static final String TABLES = "tables";
    static final String ON_VIOLATION = "on.violation";

    /** No rules. */
    public static final QualityConfig NONE = new QualityConfig(List.of(), Optional.empty());

    private static final Pattern BRANCH_NAME = Pattern.compile("(?!main$)[A-Za-z0-9_.-]*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    public QualityConfig {
        rules = List.copyOf(rules);
    }

    /** Whether rows for which a rule fails are written, and kept from the main branch. */
    public boolean audited() {
        return branch.isPresent();
    }

    /** Those that speak of a table, in their order. */
    public List<QualityRule> of(TableIdentifier table) {
        return rules.stream().filter(rule -> rule.speaksOf(table)).toList();
    }

    /** Adds the list of names. */
    public static ConfigDef addTo(ConfigDef definition) {
        definition.define(
                BRANCH,
                ConfigDef.Type.STRING,
                "",
                ConfigDef.LambdaValidator.with(
                        QualityConfig::requireBranch, () -> "letters, digits, '_', '.' and '-', and not main"),
                Importance.MEDIUM,
                "Write, audit, publish: branch of the tables that is committed to, of this sink alone. The main branch follows"
                        + " as soon as no rule fails for what was committed and its counts add up; otherwise the table holds."
                        + " Empty: commits go to the main branch.");
        return definition.define(
                RULES,
                ConfigDef.Type.LIST,
                List.of(),
                ConfigDef.LambdaValidator.with(
                        QualityConfig::requireNames, () -> "names of letters, digits, '_' and '-'"),
                Importance.MEDIUM,
                "Names of the rules that rows have to keep; each is configured behind quality.rules.NAME.: expression, tables,"
                        + " on.violation. Names are counted in metrics and snapshot summaries, values never.");
    }

    /** Adds the keys of the rules that these properties name. */
    public static ConfigDef addNamedTo(ConfigDef definition, Map<String, ?> properties) {
        Object names = ConfigDef.parseType(RULES, properties.get(RULES), ConfigDef.Type.LIST);
        if (names instanceof List<?> list) {
            Set<Object> distinct = new HashSet<>(list);
            distinct.forEach(name -> addRule(definition, String.valueOf(name)));
        }
        return definition;
    }

    private static void addRule(ConfigDef definition, String name) {
        definition
                .define(
                        key(name, EXPRESSION),
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "What must be true of a row, in CEL, over its columns by name and _event.op, _event.topic,"
                                + " _event.time: amount >= 0 || _event.op == 'd'.")
                .define(
                        key(name, TABLES),
                        ConfigDef.Type.STRING,
                        ".*",
                        ConfigDef.LambdaValidator.with(QualityConfig::requirePattern, () -> "a regular expression"),
                        Importance.HIGH,
                        "Regular expression that a whole table name, such as bank.customers, must match for the rule to apply.")
                .define(
                        key(name, ON_VIOLATION),
                        ConfigDef.Type.STRING,
                        "fail",
                        CaseInsensitiveValidString.in("fail", "dlq", "warn"),
                        Importance.HIGH,
                        "What becomes of a row that does not keep the rule. fail: the table holds; with write.wap.branch the row is written to the branch, which is not published. dlq: its record goes to the"
                                + " dead-letter queue. warn: it is written, and counted.");
    }

    /**
     * Reads the section.
     *
     * @throws ConfigException naming the key, what is wrong and what to set
     */
    public static QualityConfig of(AbstractConfig config) {
        List<String> names = config.getList(RULES);
        if (new HashSet<>(names).size() != names.size()) {
            throw new ConfigException(RULES + " names a rule twice");
        }
        return new QualityConfig(
                names.stream().map(name -> rule(config, name)).toList(),
                Optional.of(config.getString(BRANCH).trim()).filter(branch -> !branch.isEmpty()));
    }

    private static QualityRule rule(AbstractConfig config, String name) {
        String action = Objects.requireNonNull(config.getString(key(name, ON_VIOLATION)));
        return new QualityRule(
                name,
                Pattern.compile(config.getString(key(name, TABLES))),
                config.getString(key(name, EXPRESSION)),
                RuleAction.valueOf(action.toUpperCase(Locale.ROOT)));
    }

    static String key(String name, String suffix) {
        return RULES + "." + name + "." + suffix;
    }

    private static void requireNames(String key, Object value) {
        for (Object name : (List<?>) value) {
            if (!NAME.matcher(String.valueOf(name)).matches()) {
                throw new ConfigException(key, name, "give each rule a name of letters, digits, '_' and '-'");
            }
        }
    }

    private static void requireBranch(String key, Object value) {
        if (!BRANCH_NAME.matcher(String.valueOf(value).trim()).matches()) {
            throw new ConfigException(key, value, "name a branch by letters, digits, '_', '.' and '-', and not main");
        }
    }

    private static void requirePattern(String key, Object value) {
        try {
            Pattern.compile(String.valueOf(value));
        } catch (PatternSyntaxException e) {
            throw new ConfigException(key + " is not a regular expression: " + e.getDescription());
        }
    }
}
