package io.lockweir.cassandra.connector.event;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * A struct of values that this package made for its schema. Connect's own looks at every value when it is put, and again for each struct around it:
 * two thirds of what a record cost. This one does so only with assertions on, as in tests. {@link #get(Field)}, which converters and most
 * transforms use, reads what was set; everything else first makes an ordinary struct of it. Of one thread, as records are.
 */
final class EventStruct extends Struct {
    /** What was set; null once the values are Connect's. */
    private @Nullable Object @Nullable [] made;

    EventStruct(Schema schema) {
        super(schema);
        this.made = new @Nullable Object[schema.fields().size()];
    }

    /** Sets a value; before anybody else has the struct. */
    EventStruct set(Field field, @Nullable Object value) {
        assert isValid(field, value);
        Objects.requireNonNull(made)[field.index()] = value;
        return this;
    }

    /** Sets the first fields. */
    EventStruct setFirst(@Nullable Object[] values) {
        assert areValid(schema().fields(), values);
        System.arraycopy(values, 0, Objects.requireNonNull(made), 0, values.length);
        return this;
    }

    private static boolean isValid(Field field, @Nullable Object value) {
        ConnectSchema.validateValue(field.name(), field.schema(), value);
        return true;
    }

    private void settle() {
        @Nullable Object[] values = made;
        if (values != null) {
            made = null;
            List<Field> fields = schema().fields();
            for (int i = 0; i < values.length; i++) {
                if (values[i] != null) {
                    super.put(fields.get(i), values[i]);
                }
            }
        }
    }

    @Override
    public @Nullable Object get(Field field) {
        @Nullable Object[] values = made;
        // None of this package's schemas has a default.
        return values == null ? super.get(field) : values[field.index()];
    }

    @Override
    public void validate() {
        @Nullable Object[] values = made;
        if (values == null) {
            super.validate();
        } else {
            assert areValid(schema().fields(), values);
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
        settle();
        return super.put(field, value);
    }

    @Override
    public Object getWithoutDefault(String name) {
        settle();
        return super.getWithoutDefault(name);
    }

    @Override
    public Byte getInt8(String name) {
        settle();
        return super.getInt8(name);
    }

    @Override
    public Short getInt16(String name) {
        settle();
        return super.getInt16(name);
    }

    @Override
    public Integer getInt32(String name) {
        settle();
        return super.getInt32(name);
    }

    @Override
    public Long getInt64(String name) {
        settle();
        return super.getInt64(name);
    }

    @Override
    public Float getFloat32(String name) {
        settle();
        return super.getFloat32(name);
    }

    @Override
    public Double getFloat64(String name) {
        settle();
        return super.getFloat64(name);
    }

    @Override
    public Boolean getBoolean(String name) {
        settle();
        return super.getBoolean(name);
    }

    @Override
    public String getString(String name) {
        settle();
        return super.getString(name);
    }

    @Override
    public byte[] getBytes(String name) {
        settle();
        return super.getBytes(name);
    }

    @Override
    public <T> List<T> getArray(String name) {
        settle();
        return super.getArray(name);
    }

    @Override
    public <K, V> Map<K, V> getMap(String name) {
        settle();
        return super.getMap(name);
    }

    @Override
    public Struct getStruct(String name) {
        settle();
        return super.getStruct(name);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        settle();
        if (other instanceof EventStruct struct) {
            struct.settle();
        }
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        settle();
        return super.hashCode();
    }

    @Override
    public String toString() {
        settle();
        return super.toString();
    }
}
