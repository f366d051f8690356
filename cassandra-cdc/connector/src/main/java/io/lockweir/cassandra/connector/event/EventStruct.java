package io.lockweir.cassandra.connector.event;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * A struct of values that this package made for its schema. Connect's own looks at every value when it is put, and again for each struct around it:
 * two thirds of what a record cost. This one does so only with assertions on, as in tests. {@link #get(Field)}, which converters and most
 * transforms use, reads what was set; everything else first makes an ordinary struct of it. Of one thread, as records are.
 */
final class EventStruct extends Struct {
    /** Of the array that {@link Struct} makes for values, which are not there. */
    private static final Schema NOTHING = SchemaBuilder.struct().build();

    private final Schema schema;
    /** What was set; null once there is an ordinary struct. */
    private @Nullable Object @Nullable [] made;

    private @Nullable Struct ordinary;

    EventStruct(Schema schema) {
        this(schema, new @Nullable Object[schema.fields().size()]);
    }

    private EventStruct(Schema schema, @Nullable Object[] made) {
        super(NOTHING);
        this.schema = schema;
        this.made = made;
    }

    /**
     * Of all values, in the order of the fields; they are taken over.
     *
     * @param schema with as many fields
     */
    static EventStruct of(Schema schema, @Nullable Object... values) {
        assert areValid(schema.fields(), values);
        return new EventStruct(schema, values);
    }

    /** Another one with the same values, to set more. */
    EventStruct copy() {
        return new EventStruct(schema, Objects.requireNonNull(made).clone());
    }

    /** Sets a value; before anybody else has the struct. */
    EventStruct set(Field field, @Nullable Object value) {
        assert isValid(field, value);
        Objects.requireNonNull(made)[field.index()] = value;
        return this;
    }

    /** Sets the first fields. */
    EventStruct setFirst(@Nullable Object[] values) {
        assert areValid(schema.fields(), values);
        System.arraycopy(values, 0, Objects.requireNonNull(made), 0, values.length);
        return this;
    }

    private static boolean isValid(Field field, @Nullable Object value) {
        ConnectSchema.validateValue(field.name(), field.schema(), value);
        return true;
    }

    private Struct ordinary() {
        Struct known = ordinary;
        if (known == null) {
            known = new Struct(schema);
            @Nullable Object[] values = Objects.requireNonNull(made);
            List<Field> fields = schema.fields();
            for (int i = 0; i < values.length; i++) {
                if (values[i] != null) {
                    known.put(fields.get(i), values[i]);
                }
            }
            ordinary = known;
            made = null;
        }
        return known;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public @Nullable Object get(Field field) {
        @Nullable Object[] values = made;
        // None of this package's schemas has a default.
        return values == null ? ordinary().get(field) : values[field.index()];
    }

    @Override
    public void validate() {
        @Nullable Object[] values = made;
        if (values == null) {
            ordinary().validate();
        } else {
            assert areValid(schema.fields(), values);
        }
    }

    private static boolean areValid(List<Field> fields, @Nullable Object[] values) {
        for (int i = 0; i < values.length; i++) {
            isValid(fields.get(i), values[i]);
        }
        return true;
    }

    @Override
    public Struct put(Field field, @Nullable Object value) {
        ordinary().put(field, value);
        return this;
    }

    @Override
    public Struct put(String name, @Nullable Object value) {
        ordinary().put(name, value);
        return this;
    }

    @Override
    public @Nullable Object get(String name) {
        return ordinary().get(name);
    }

    @Override
    public @Nullable Object getWithoutDefault(String name) {
        return ordinary().getWithoutDefault(name);
    }

    @Override
    public Byte getInt8(String name) {
        return ordinary().getInt8(name);
    }

    @Override
    public Short getInt16(String name) {
        return ordinary().getInt16(name);
    }

    @Override
    public Integer getInt32(String name) {
        return ordinary().getInt32(name);
    }

    @Override
    public Long getInt64(String name) {
        return ordinary().getInt64(name);
    }

    @Override
    public Float getFloat32(String name) {
        return ordinary().getFloat32(name);
    }

    @Override
    public Double getFloat64(String name) {
        return ordinary().getFloat64(name);
    }

    @Override
    public Boolean getBoolean(String name) {
        return ordinary().getBoolean(name);
    }

    @Override
    public String getString(String name) {
        return ordinary().getString(name);
    }

    @Override
    public byte[] getBytes(String name) {
        return ordinary().getBytes(name);
    }

    @Override
    public Struct getStruct(String name) {
        return ordinary().getStruct(name);
    }

    @Override
    public <T> List<T> getArray(String name) {
        return ordinary().getArray(name);
    }

    @Override
    public <K, V> Map<K, V> getMap(String name) {
        return ordinary().getMap(name);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventStruct struct && ordinary().equals(struct.ordinary());
    }

    @Override
    public int hashCode() {
        return ordinary().hashCode();
    }

    @Override
    public String toString() {
        return ordinary().toString();
    }
}
