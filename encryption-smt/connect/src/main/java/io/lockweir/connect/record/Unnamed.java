package io.lockweir.connect.record;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The conversions of fields that turn up in maps without being named by a rule, made as they turn up. Bounded; for one thread. */
final class Unnamed {
    private static final int MAX_FIELDS = 4096;

    /** What was made for a name; null drops the field. */
    private record Made(@Nullable Conversion conversion) {}

    private final Function<String, @Nullable Conversion> maker;
    private final Map<String, Made> made = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Made> eldest) {
            return size() > MAX_FIELDS;
        }
    };

    Unnamed(Function<String, @Nullable Conversion> maker) {
        this.maker = maker;
    }

    @Nullable
    Conversion of(String name) {
        Made known = made.get(name);
        if (known == null) {
            known = new Made(maker.apply(name));
            made.put(name, known);
        }
        return known.conversion();
    }
}
