package io.lockweir.sink.record.convert;

import io.lockweir.sink.record.ColumnRules;
import java.util.Set;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Compiles converters from Connect schemas to Iceberg types. Semantic types are known by schema name (Connect's logical
 * types, Debezium's time and data types); a name not known here converts like its physical type.
 */
public final class SchemaConverters {
    private final UnavailableValue unavailable;
    private final Columns columns;

    /** @param unavailable what to do with a source's placeholders in fields of structures and rows */
    public SchemaConverters(UnavailableValue unavailable) {
        this(unavailable, new Columns(ColumnRules.EXACT));
    }

    /** @param columns finds those of fields */
    public SchemaConverters(UnavailableValue unavailable, Columns columns) {
        this.unavailable = unavailable;
        this.columns = columns;
    }

    /** Finds the columns of fields. */
    public Columns columns() {
        return columns;
    }

    UnavailableValue unavailable() {
        return unavailable;
    }

    /**
     * A converter for values of the field.
     *
     * @throws Refusal if the types do not convert, whatever the value
     */
    public Converter compile(String field, Schema schema, Type type) {
        Target target = new Target(field, type);
        Converter converter = semantic(target, schema, type);
        if (converter == null) {
            throw target.incompatible(describe(schema));
        }
        return converter;
    }

    private @Nullable Converter semantic(Target target, Schema schema, Type type) {
        String name = schema.name();
        if (TemporalConverters.isTemporal(name)) {
            return TemporalConverters.compile(target, schema, type);
        }
        if (DecimalConverters.CONNECT.equals(name)) {
            return schema.type() == Schema.Type.BYTES ? DecimalConverters.connect(target, type) : null;
        }
        if (DecimalConverters.VARIABLE_SCALE.equals(name)) {
            return schema.type() == Schema.Type.STRUCT ? DecimalConverters.variableScale(target, schema, type) : null;
        }
        return physical(target, schema, type);
    }

    private @Nullable Converter physical(Target target, Schema schema, Type type) {
        return switch (schema.type()) {
            case BOOLEAN, INT8, INT16, INT32, INT64, FLOAT32, FLOAT64 ->
                NumberConverters.compile(target, schema.type(), type);
            case STRING -> TextConverters.compile(target, type);
            case BYTES -> BinaryConverters.compile(target, type);
            case ARRAY -> type.isListType() ? list(target, schema, type.asListType()) : null;
            case MAP -> type.isMapType() ? map(target, schema, type.asMapType()) : null;
            case STRUCT ->
                type.isStructType()
                        ? StructConverter.compile(this, target.field(), schema, type.asStructType(), Set.of())
                        : null;
        };
    }

    private Converter list(Target target, Schema schema, Types.ListType type) {
        String field = Paths.element(target.field());
        return new ListConverter(
                compile(field, schema.valueSchema(), type.elementType()),
                new Target(field, type.elementType()),
                type.isElementOptional());
    }

    private Converter map(Target target, Schema schema, Types.MapType type) {
        String key = Paths.mapKey(target.field());
        String value = Paths.mapValue(target.field());
        return new MapConverter(
                compile(key, schema.keySchema(), type.keyType()),
                new Target(key, type.keyType()),
                compile(value, schema.valueSchema(), type.valueType()),
                new Target(value, type.valueType()),
                type.isValueOptional());
    }

    static String describe(Schema schema) {
        return schema.name() == null ? schema.type().toString() : schema.type() + " (" + schema.name() + ")";
    }
}
