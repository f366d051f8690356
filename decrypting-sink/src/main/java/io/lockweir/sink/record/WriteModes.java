package io.lockweir.sink.record;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/**
 * Which tables are upserted into, and by which columns.
 *
 * @param mode of the tables that match; all others are appended to
 * @param tables matched against whole table names
 * @param keyColumns empty for the table's identifier fields
 */
public record WriteModes(WriteMode mode, Pattern tables, List<String> keyColumns) {

    public static final String MODE = "write.mode";
    public static final String TABLES = "upsert.tables";
    public static final String KEY_COLUMNS = "upsert.key.columns";

    public WriteModes {
        keyColumns = List.copyOf(keyColumns);
    }

    static ConfigDef addTo(ConfigDef definition) {
        return definition
                .define(
                        MODE,
                        ConfigDef.Type.STRING,
                        "append",
                        CaseInsensitiveValidString.in("append", "upsert"),
                        Importance.HIGH,
                        "append: every change event becomes a row, with its operation beside it. upsert: a table holds one row a"
                                + " key, as the last change left it; a delete removes it.")
                .define(
                        TABLES,
                        ConfigDef.Type.STRING,
                        ".*",
                        ConfigDef.LambdaValidator.with(WriteModes::requirePattern, () -> "a regular expression"),
                        Importance.MEDIUM,
                        "With write.mode=upsert: regular expression that a whole table name must match to be upserted into;"
                                + " other tables are appended to.")
                .define(
                        KEY_COLUMNS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.HIGH,
                        "With write.mode=upsert: the columns that tell rows of a table apart, and that the fields of the record"
                                + " key must be among. Without them the table's identifier fields; one of both is needed.");
    }

    static WriteModes of(AbstractConfig config) {
        WriteMode mode = WriteMode.valueOf(config.getString(MODE).toUpperCase(Locale.ROOT));
        List<String> columns = config.getList(KEY_COLUMNS);
        if (mode == WriteMode.APPEND) {
            for (String key : List.of(TABLES, KEY_COLUMNS)) {
                if (config.originals().containsKey(key)) {
                    throw new ConfigException(key + " has no effect without " + MODE + "=upsert; set both, or neither");
                }
            }
        }
        if (new HashSet<>(columns).size() != columns.size()) {
            throw new ConfigException(KEY_COLUMNS + " names a column twice");
        }
        return new WriteModes(mode, Pattern.compile(Objects.requireNonNull(config.getString(TABLES))), columns);
    }

    public boolean upsert(TableIdentifier table) {
        return mode == WriteMode.UPSERT && tables.matcher(table.toString()).matches();
    }

    private static void requirePattern(String key, Object value) {
        try {
            Pattern.compile(String.valueOf(value));
        } catch (PatternSyntaxException e) {
            throw new ConfigException(key + " is not a regular expression: " + e.getDescription());
        }
    }
}
