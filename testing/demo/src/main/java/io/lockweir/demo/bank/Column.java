package io.lockweir.demo.bank;

/** One column of a bank table. */
public record Column(String name, ColumnKind kind, Travel travel) {
    /** How the column goes through Kafka. */
    public enum Travel {
        CLEAR,
        ENCRYPTED
    }

    public boolean encrypted() {
        return travel == Travel.ENCRYPTED;
    }
}
