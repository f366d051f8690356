package io.lockweir.encryption.path;

/** The part of a record a ciphertext belongs to. The codes are part of the associated data: never changed, never reused. */
public enum Part {
    FIELD_OF_KEY('K'),
    FIELD_OF_VALUE('V'),
    WHOLE_KEY('k'),
    WHOLE_VALUE('v');

    private final byte code;

    Part(char code) {
        this.code = (byte) code;
    }

    /** The byte in the associated data. */
    public byte code() {
        return code;
    }

    /** Whether the part is a whole key or value, which has no field path. */
    public boolean whole() {
        return this == WHOLE_KEY || this == WHOLE_VALUE;
    }
}
