package io.lockweir.connect.record;

import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Copies a struct by field index, converting the planned fields on the way. Nulls stay null, whatever the default. */
final class StructConversion implements Conversion {
    private final Schema target;
    private final Field[] sources;
    private final @Nullable Field[] targets;
    private final @Nullable Conversion[] conversions;
    private final boolean[] defaulted;

    /**
     * @param targets by source index; null drops the field
     * @param conversions by source index; null copies the value
     */
    StructConversion(
            Schema source, Schema target, List<@Nullable Field> targets, List<@Nullable Conversion> conversions) {
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
        Struct source = (Struct) value;
        Struct copy = new Struct(target);
        for (int i = 0; i < sources.length; i++) {
            Field field = targets[i];
            if (field == null) {
                continue;
            }
            // get(Field) reads by index but puts the default in place of null; by name is slower.
            Object child = defaulted[i] ? source.getWithoutDefault(sources[i].name()) : source.get(sources[i]);
            if (child == null) {
                continue;
            }
            Conversion conversion = conversions[i];
            Object converted = conversion == null ? child : conversion.apply(child);
            if (converted != null) {
                copy.put(field, converted);
            }
        }
        return copy;
    }
}
