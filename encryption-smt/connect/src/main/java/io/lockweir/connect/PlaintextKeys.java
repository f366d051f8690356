package io.lockweir.connect;

import io.lockweir.connect.record.Plaintext;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What readers are configured with for topics that hold clear and encrypted values for a time. */
public final class PlaintextKeys {
    public static final String ON_PLAINTEXT = "on.plaintext";
    public static final String UNTIL = "on.plaintext.until";

    private static final Logger LOG = LoggerFactory.getLogger(PlaintextKeys.class);
    private static final String FAIL = "fail";
    private static final String PASS = "pass";

    private PlaintextKeys() {}

    /** Adds the keys. */
    public static ConfigDef addTo(ConfigDef definition) {
        return definition
                .define(
                        ON_PLAINTEXT,
                        ConfigDef.Type.STRING,
                        FAIL,
                        ConfigDef.CaseInsensitiveValidString.in(FAIL, PASS),
                        Importance.MEDIUM,
                        "What a reader does with a clear value where a rule expects ciphertext. fail: it is not passed on, and the task "
                                + "stops. pass: until on.plaintext.until it passes, is counted (plaintext-values-total), and a record that "
                                + "fails stops the task in place of going to a dead-letter queue. What begins as an envelope never passes.")
                .define(
                        UNTIL,
                        ConfigDef.Type.STRING,
                        null,
                        Importance.MEDIUM,
                        "With on.plaintext=pass, required: when it ends, as 2027-03-31 (its beginning, in UTC) or 2027-03-31T12:00:00Z. "
                                + "From then on clear values fail, without a restart.");
    }

    /**
     * What they say.
     *
     * @throws ConfigException naming the key, what is wrong and what to set
     */
    public static Plaintext of(AbstractConfig config) {
        boolean pass = config.getString(ON_PLAINTEXT).toLowerCase(Locale.ROOT).equals(PASS);
        @Nullable String until = config.getString(UNTIL);
        if (pass != (until != null)) {
            throw new ConfigException(
                    pass
                            ? "Key '" + UNTIL + "' is missing. Say when " + ON_PLAINTEXT
                                    + "=pass ends, as in 2027-03-31."
                            : "Key '" + UNTIL + "' has no effect without " + ON_PLAINTEXT
                                    + "=pass. Set both, or neither.");
        }
        if (until == null) {
            return Plaintext.REFUSED;
        }
        return Plaintext.passingUntil(instant(until.strip()), Clock.systemUTC());
    }

    /** Says in the log that clear values may pass. To be called when a reader starts. */
    public static void announce(Plaintext plaintext) {
        if (plaintext.passes()) {
            LOG.warn("{}=pass: CLEAR VALUES PASS where ciphertext is expected, {}", ON_PLAINTEXT, plaintext);
        } else if (plaintext.isConfigured()) {
            LOG.warn("{}=pass is over ({}): clear values fail. Remove both keys", ON_PLAINTEXT, plaintext);
        }
    }

    private static Instant instant(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new ConfigException(
                    "Key '" + UNTIL + "' is no date: " + text + ". Write 2027-03-31, or 2027-03-31T12:00:00Z.");
        }
    }
}
