package io.lockweir.sink.record;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * How fields find their columns, and what becomes of a field or a column that stays alone.
 *
 * @param defaults text of the value, by the path of a column that a record may not have
 */
public record ColumnRules(Case letters, Naming naming, OnUnknownField unknown, Map<String, String> defaults) {

    public static final String DEFAULT_PREFIX = "columns.default.";

    static final String CASE = "columns.case";
    static final String NAMES = "columns.names";
    static final String UNKNOWN = "on.unknown.field";

    /** Same name, nothing left over. */
    public static final ColumnRules EXACT = new ColumnRules(Case.EXACT, Naming.EXACT, OnUnknownField.HOLD, Map.of());

    /** Whether upper and lower case make two names. */
    public enum Case {
        EXACT,
        INSENSITIVE
    }

    /** What a column is called like. */
    public enum Naming {
        EXACT,
        SNAKE_CASE
    }

    public ColumnRules {
        defaults = Map.copyOf(defaults);
    }

    /** Whether fields and columns have the same names. */
    public boolean exactNames() {
        return letters == Case.EXACT && naming == Naming.EXACT;
    }

    /** Adds the section's keys of fixed names. */
    static ConfigDef addTo(ConfigDef definition) {
        return definition
                .define(
                        UNKNOWN,
                        ConfigDef.Type.STRING,
                        "hold",
                        CaseInsensitiveValidString.in("hold", "ignore", "dlq"),
                        Importance.MEDIUM,
                        "What becomes of a record with a field that has no column. hold: the table holds. ignore: the field is"
                                + " not written. dlq: the record goes to the dead-letter queue. An encrypted field that no"
                                + " policy names always holds.")
                .define(
                        CASE,
                        ConfigDef.Type.STRING,
                        "exact",
                        CaseInsensitiveValidString.in("exact", "insensitive"),
                        Importance.LOW,
                        "Whether a field and its column may differ in upper and lower case. insensitive: they may, and no two"
                                + " columns may differ in nothing else. Not for upserted tables.")
                .define(
                        NAMES,
                        ConfigDef.Type.STRING,
                        "exact",
                        CaseInsensitiveValidString.in("exact", "snake_case"),
                        Importance.LOW,
                        "How columns are called. exact: like their fields. snake_case: a field customerId has the column"
                                + " customer_id. Not for upserted tables.");
    }

    static ColumnRules of(AbstractConfig config, Map<String, String> properties) {
        Map<String, String> defaults = new HashMap<>();
        properties.forEach((key, value) -> {
            if (key.startsWith(DEFAULT_PREFIX)) {
                defaults.put(key.substring(DEFAULT_PREFIX.length()), value);
            }
        });
        return new ColumnRules(
                Case.valueOf(upper(config, CASE)),
                Naming.valueOf(upper(config, NAMES)),
                OnUnknownField.valueOf(upper(config, UNKNOWN)),
                defaults);
    }

    private static String upper(AbstractConfig config, String key) {
        return config.getString(key).toUpperCase(Locale.ROOT);
    }
}
