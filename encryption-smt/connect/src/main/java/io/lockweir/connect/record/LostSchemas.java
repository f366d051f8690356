package io.lockweir.connect.record;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The types of fields whose converter lost the schema parameters, learnt from their authenticated plaintexts. A plan is made for the
 * type learnt last; a value of another type asks for a new plan. Bounded: a forgotten type is learnt again.
 */
final class LostSchemas {
    private static final int MAX_PLACES = 4096;

    private final Map<Place, Schema> learnt = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Schema> eldest) {
            return size() > MAX_PLACES;
        }
    };

    @Nullable
    Schema of(Place place) {
        return learnt.get(place);
    }

    /** Remembers a type and asks whoever runs the plan to make it again. */
    Learnt learn(Place place, Schema schema) {
        learnt.put(place, schema);
        return new Learnt();
    }

    /** Not a failure: the plan is out of date. */
    static final class Learnt extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Learnt() {
            super("A field's type was learnt: plan again", null, false, false);
        }
    }
}
