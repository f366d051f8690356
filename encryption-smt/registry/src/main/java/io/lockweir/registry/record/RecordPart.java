package io.lockweir.registry.record;

import io.lockweir.encryption.confluent.Framing;

/** Whether it is a record's key or its value: each has a schema and a subject of its own. */
public enum RecordPart {
    KEY("-key", Framing.KEY_HEADER),
    VALUE("-value", Framing.VALUE_HEADER);

    private final String suffix;
    private final String header;

    RecordPart(String suffix, String header) {
        this.suffix = suffix;
        this.header = header;
    }

    /** The header that names the schema, where frames are headers. */
    public String header() {
        return header;
    }

    /** What the subject of a topic ends in. */
    String suffix() {
        return suffix;
    }
}
