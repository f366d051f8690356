package io.lockweir.demo.bank;

import java.util.Locale;

/**
 * What the tables of the lake are.
 *
 * @param formatVersion of Iceberg's table format
 */
public record LakeForm(Mode mode, int formatVersion) {
    /** As {@code write.mode} of the sink. */
    public enum Mode {
        /** Every change is a row. */
        APPEND,
        /** Every row of the database is a row. */
        UPSERT
    }

    public static final LakeForm APPEND = new LakeForm(Mode.APPEND, 2);

    public LakeForm {
        if (formatVersion != 2 && formatVersion != 3) {
            throw new IllegalArgumentException("--format-version must be 2 or 3");
        }
    }

    public boolean upsert() {
        return mode == Mode.UPSERT;
    }

    /** Where the tables of a bank are; the connector file of the mode repeats it. */
    public String namespace(Bank bank) {
        return upsert() ? bank.name() + "_upsert" : bank.name();
    }

    /** As in the connector files' names and in the report. */
    @Override
    public String toString() {
        return mode.name().toLowerCase(Locale.ROOT);
    }
}
