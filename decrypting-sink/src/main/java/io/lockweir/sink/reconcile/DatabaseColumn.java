package io.lockweir.sink.reconcile;

import java.sql.Types;
import java.util.Locale;
import java.util.Set;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.TimestampType;

/**
 * A column of a PostgreSQL table.
 *
 * @param type as the server names it
 * @param jdbcType of {@link java.sql.Types}
 */
record DatabaseColumn(String name, String type, int jdbcType) {

    private static final Set<String> INTEGERS =
            Set.of("int2", "int4", "int8", "oid", "smallserial", "serial", "bigserial");
    private static final Set<String> TEXTS = Set.of(
            "text",
            "varchar",
            "bpchar",
            "char",
            "name",
            "citext",
            "uuid",
            "json",
            "jsonb",
            "xml",
            "inet",
            "cidr",
            "macaddr",
            "macaddr8",
            "ltree");

    /** Whether the source connector and the sink make such a column of it, with the same values. */
    boolean fits(Type column) {
        return switch (column.typeId()) {
            case BOOLEAN -> is("bool") || is("bit");
            case INTEGER, LONG -> INTEGERS.contains(lower());
            case FLOAT -> is("float4") || INTEGERS.contains(lower());
            case DOUBLE -> is("float4") || is("float8") || is("numeric") || INTEGERS.contains(lower());
            case DECIMAL -> is("numeric") || INTEGERS.contains(lower());
            case DATE -> is("date");
            case TIME -> is("time");
            case TIMESTAMP ->
                ((TimestampType) column).shouldAdjustToUTC()
                        ? is("timestamptz") || is("timestamp")
                        : is("timestamp") || is("date");
            case UUID -> is("uuid");
            case STRING -> TEXTS.contains(lower()) || is("numeric") || jdbcType == Types.VARCHAR;
            case BINARY, FIXED -> is("bytea");
            case LIST ->
                jdbcType == Types.ARRAY
                        && new DatabaseColumn(name, type.replaceFirst("^_", ""), Types.OTHER)
                                .fits(column.asListType().elementType());
            default -> false;
        };
    }

    private boolean is(String wanted) {
        return lower().equals(wanted);
    }

    private String lower() {
        return type.toLowerCase(Locale.ROOT);
    }

    /** How it is asked for, so that its text is that of {@link DatabaseValues}. */
    String expression() {
        String quoted = quoted(name);
        return jdbcType == Types.ARRAY ? "array_to_json(" + quoted + ")::text" : quoted;
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
