package io.lockweir.connect.record;

import org.apache.kafka.connect.data.Schema;

/** What comes of a schema: the schema that comes out and how values get there. */
record Planned(Schema schema, Conversion conversion) {}
