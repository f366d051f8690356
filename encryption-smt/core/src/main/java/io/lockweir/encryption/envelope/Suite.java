package io.lockweir.encryption.envelope;

/** The cipher suites of the native envelope, format 1. The codes are frozen. */
public enum Suite {
    /** AES-256-GCM, randomised, bound to the field. */
    AES_256_GCM(0x01, 47),
    /** AES-256-SIV (RFC 5297, one associated data string), deterministic, for join domains. */
    AES_256_SIV(0x02, 35),
    /** AES-256-GCM, randomised, bound to the field and to clear fields of its row. */
    AES_256_GCM_ROW(0x03, 47);

    private final int code;
    private final int shortest;

    Suite(int code, int shortest) {
        this.code = code;
        this.shortest = shortest;
    }

    /** The byte on the wire. */
    public int code() {
        return code;
    }

    /** The length of the shortest envelope. */
    public int shortest() {
        return shortest;
    }
}
