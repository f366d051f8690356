package io.lockweir.encryption.value;

import org.jspecify.annotations.Nullable;

/** The types of plaintext. The codes are frozen: a byte's meaning is never reused. */
public enum ValueType {
    NULL(0x00),
    /** {@link Boolean}. */
    BOOLEAN(0x01),
    /** {@link Byte}. */
    INT8(0x02),
    /** {@link Short}. */
    INT16(0x03),
    /** {@link Integer}. */
    INT32(0x04),
    /** {@link Long}. */
    INT64(0x05),
    /** {@link Float}; every bit pattern survives, NaN payloads too. */
    FLOAT32(0x06),
    /** {@link Double}; every bit pattern survives, NaN payloads too. */
    FLOAT64(0x07),
    /** {@link String} without lone surrogates. */
    STRING(0x08),
    /** {@code byte[]} or {@link java.nio.ByteBuffer} (its remaining bytes) on the way in, {@code byte[]} on the way out. */
    BYTES(0x09),
    /** {@link java.math.BigDecimal}; the scale is part of the value. */
    DECIMAL(0x0A),
    /** {@link Integer} days since 1970-01-01. */
    DATE(0x0B),
    /** {@link Integer} milliseconds since midnight. */
    TIME(0x0C),
    /** {@link Long} milliseconds since 1970-01-01T00:00Z. */
    TIMESTAMP(0x0D),
    /** {@link java.util.UUID}; join domains only. */
    UUID(0x0E),
    /** {@link java.util.List}. */
    ARRAY(0x10),
    /** {@link java.util.Map}, in its iteration order. */
    MAP(0x11),
    /** {@code Object[]} in the order of the schema's children; {@code Map<String, Object>} when decoded without a schema. */
    STRUCT(0x12),
    /** The bytes of an inner serializer or converter: {@code byte[]}; whole key or value only. */
    SERIALIZED(0x20),
    /** Decided by the Java class of each value, for data without a schema. Never on the wire. */
    ANY(0xFF);

    private static final @Nullable ValueType[] BY_CODE = new @Nullable ValueType[0x40];

    static {
        for (ValueType type : values()) {
            if (type != ANY) {
                BY_CODE[type.code] = type;
            }
        }
    }

    private final int code;

    ValueType(int code) {
        this.code = code;
    }

    /** The byte on the wire. */
    public int code() {
        return code;
    }

    /** Whether the value is made of other values. */
    public boolean nested() {
        return this == ARRAY || this == MAP || this == STRUCT;
    }

    /** Whether it is one of Connect's own logical types, whose name says no more than the type code. */
    public boolean connectLogical() {
        return this == DECIMAL || this == DATE || this == TIME || this == TIMESTAMP;
    }

    /** The type of a wire code, or null. */
    static @Nullable ValueType ofCode(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
