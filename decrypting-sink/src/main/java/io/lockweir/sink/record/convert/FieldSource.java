package io.lockweir.sink.record.convert;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Where the values of a structure's fields come from, if not from the structure as it is. */
@FunctionalInterface
public interface FieldSource {

    /** The value of one field of the compiled schema; null if there is none, whatever the field's default. */
    @Nullable
    Object read(Struct struct, Field field);
}
