package io.lockweir.connect.record;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What was made for a schema, bounded. Asks identity first, since comparing deep schemas costs more than encrypting; then
 * equality, for converters that build a schema anew for each record. For one thread.
 */
public final class SchemaCache<T> {
    private static final int MAX_SCHEMAS = 128;
    private static final int MAX_IDENTITIES = 128;

    private final IdentityHashMap<Schema, T> byIdentity = new IdentityHashMap<>();
    private final Map<Schema, T> byEquality = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Schema, T> eldest) {
            return size() > MAX_SCHEMAS;
        }
    };
    private @Nullable Schema last;
    private @Nullable T lastMade;

    public T get(Schema schema, Function<Schema, T> maker) {
        T made = lastMade;
        if (schema != last || made == null) {
            made = lookUp(schema, maker);
            last = schema;
            lastMade = made;
        }
        return made;
    }

    public void clear() {
        byIdentity.clear();
        byEquality.clear();
        last = null;
        lastMade = null;
    }

    private T lookUp(Schema schema, Function<Schema, T> maker) {
        T known = byIdentity.get(schema);
        if (known != null) {
            return known;
        }
        T made = byEquality.get(schema);
        if (made == null) {
            made = maker.apply(schema);
            byEquality.put(schema, made);
        }
        if (byIdentity.size() >= MAX_IDENTITIES) {
            byIdentity.clear();
        }
        byIdentity.put(schema, made);
        return made;
    }
}
