package io.lockweir.sink.record.convert;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arrays, element by element. */
record ListConverter(Converter element, Target target, boolean nullable) implements Converter {

    @Override
    public Object convert(Object value) {
        Collection<? extends @Nullable Object> source = (Collection<?>) value;
        List<@Nullable Object> converted = new ArrayList<>(source.size());
        for (Object item : source) {
            if (item == null && !nullable) {
                throw target.nullValue();
            }
            converted.add(item == null ? null : element.convert(item));
        }
        return converted;
    }
}
