package io.lockweir.connect.record;

import org.apache.kafka.connect.data.Schema;

/** What comes of a schema: the schema that comes out and how values get there. */
record Planned(Schema schema, Conversion conversion) {
    /** Passes values as they are. */
    static final Conversion SAME = value -> value;

    /** Values pass as they are. */
    static Planned copy(Schema schema) {
        return new Planned(schema, SAME);
    }

    boolean copies() {
        return conversion == SAME;
    }
}
