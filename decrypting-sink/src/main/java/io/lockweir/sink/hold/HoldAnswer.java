package io.lockweir.sink.hold;

import java.util.Locale;

/** What an operator says to a HOLD, by {@code hold.<id>} in the connector's configuration. */
public enum HoldAnswer {
    /** Read the source again from where the table, as it is now, ends. Rows may be in the table twice. */
    REPLAY,
    /** Take things as they are and go on. Rows may be missing. */
    ACCEPT;

    /**
     * Reads {@code replay} or {@code accept}.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static HoldAnswer parse(String text) {
        return valueOf(text.trim().toUpperCase(Locale.ROOT));
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
