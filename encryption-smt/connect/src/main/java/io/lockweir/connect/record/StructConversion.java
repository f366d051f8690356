package io.lockweir.connect.record;

import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Copies a struct by field index, converting the planned fields on the way. Nulls stay null, whatever the default, unless the conversion hides them. */
final class StructConversion implements Conversion {
    private final Place place;
    private final Schema source;
    private final Schema target;
    private final Field[] sources;
    private final @Nullable Field[] targets;
    private final @Nullable Conversion[] conversions;
    private final boolean[] defaulted;
    // Converters often build equal schemas anew; comparing them deeply for each record would cost more than encrypting.
    private Schema equalSource;

    /**
     * Plans the copy.
     *
     * @param targets by source index; null drops the field
     * @param conversions by source index; null copies the value
     */
    StructConversion(
            Place place,
            Schema source,
            Schema target,
            List<@Nullable Field> targets,
            List<@Nullable Conversion> conversions) {
        this.place = place;
        this.source = source;
        this.equalSource = source;
        this.target = target;
        this.sources = source.fields().toArray(Field[]::new);
        this.targets = targets.toArray(Field[]::new);
        this.conversions = conversions.toArray(Conversion[]::new);
        this.defaulted = new boolean[sources.length];
        for (int i = 0; i < sources.length; i++) {
            defaulted[i] = sources[i].schema().defaultValue() != null;
        }
    }

    @Override
    public Object apply(Object value) {
        Struct original = checked(value);
        Struct copy = new Struct(target);
        for (int i = 0; i < sources.length; i++) {
            Field field = targets[i];
            if (field == null) {
                continue;
            }
            Object converted = read(original, i);
            if (converted != null) {
                copy.put(field, converted);
            }
        }
        return copy;
    }

    /** One converted field, by its index in the source. */
    @Nullable
    Object read(Struct original, int i) {
        // get(Field) reads by index but puts the default in place of null; by name is slower.
        Object child = defaulted[i] ? original.getWithoutDefault(sources[i].name()) : original.get(sources[i]);
        Conversion conversion = conversions[i];
        return conversion == null ? child : Conversion.of(conversion, child);
    }

    boolean converts(int i) {
        return conversions[i] != null;
    }

    Schema target() {
        return target;
    }

    /** Indexes in the source, by index in the target. */
    int[] sources() {
        int[] indexes = new int[target.fields().size()];
        for (int i = 0; i < targets.length; i++) {
            Field field = targets[i];
            if (field != null) {
                indexes[field.index()] = i;
            }
        }
        return indexes;
    }

    /** A struct of another schema has other fields at our indexes: reading it would let clear text pass as something else. */
    Struct checked(Object value) {
        if (!(value instanceof Struct struct)) {
            throw FieldException.of(
                    FieldFailure.VALUE_MISMATCH,
                    place,
                    "expected a struct, found " + value.getClass().getName());
        }
        Schema own = struct.schema();
        if (own != equalSource) {
            if (!source.equals(own)) {
                throw FieldException.of(
                        FieldFailure.VALUE_MISMATCH, place, "the struct is of another schema than its record says");
            }
            equalSource = own;
        }
        return struct;
    }
}
