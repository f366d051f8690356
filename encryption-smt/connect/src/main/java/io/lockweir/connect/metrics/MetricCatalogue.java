package io.lockweir.connect.metrics;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.MetricNameTemplate;

/** Every metric there is; the reference page is made from it. Names are stable: dashboards and alarms hold them. */
public final class MetricCatalogue {
    /** What stands before the colon of every MBean's name. */
    public static final String DOMAIN = "io.lockweir";

    /** The tag of the plugin folder: two plugins of a worker have two sets of metrics. */
    static final String FOLDER = "folder";

    static final String PLUGIN = "plugin";
    static final String TOPIC = "topic";
    static final String REASON = "reason";
    static final String SCOPE = "scope";
    static final String SUITE = "suite";
    static final String KEY = "key";
    static final String KEK = "kek";
    static final String OPERATION = "operation";
    static final String EVENT = "event";

    private static final String FIELDS = "encryption-fields";
    private static final String FAILURES = "encryption-failures";
    private static final String SCOPES = "data-key-scopes";
    private static final String KEYS = "data-keys";
    private static final String CACHE = "data-key-cache";
    private static final String EVENTS = "data-key-events";
    private static final String KMS = "kms-calls";

    static final MetricNameTemplate EXPECTED_FIELDS = template(
            FIELDS,
            "expected-fields",
            "Fields that rules name in the schemas met so far. Counted once per field, not per task.",
            PLUGIN,
            TOPIC);
    static final MetricNameTemplate SEEN_FIELDS = template(
            FIELDS,
            "seen-fields",
            "Those of the expected fields that had a value at least once. Lower than expected-fields for long: the rule may name a "
                    + "field that nobody fills.",
            PLUGIN,
            TOPIC);
    static final MetricNameTemplate VALUES = template(
            FIELDS,
            "values-total",
            "Values encrypted, decrypted or otherwise treated by a rule; of EncryptingConverter whole keys and values.",
            PLUGIN,
            TOPIC);
    static final MetricNameTemplate PLAINTEXT = template(
            FIELDS,
            "plaintext-values-total",
            "Clear values that passed where ciphertext is expected, by on.plaintext=pass; values-total counts them too. It has to stand "
                    + "still before on.plaintext.until.",
            PLUGIN,
            TOPIC);
    static final MetricNameTemplate FAILED = template(
            FAILURES,
            "failures-total",
            "Records that failed for this reason. Stays until the worker ends: a task that fails closes its transforms at once.",
            PLUGIN,
            REASON);
    static final MetricNameTemplate CURRENT_KEY_AGE = template(
            SCOPES,
            "current-key-age-seconds",
            "Seconds since the data key that encrypts now took over; the oldest where several key sources serve the scope.",
            SCOPE,
            SUITE);
    static final MetricNameTemplate ROTATIONS = template(
            SCOPES, "rotations-total", "How often a data key took over, the first one included.", SCOPE, SUITE);
    static final MetricNameTemplate USES = template(
            KEYS,
            "uses-total",
            "Encryptions that this process has counted against the budget of a data key, in leases of up to 4096. For the 16 last data "
                    + "keys of a key source.",
            KEY);
    static final MetricNameTemplate HITS =
            template(CACHE, "hits-total", "Data keys that were asked for and were in the cache.");
    static final MetricNameTemplate MISSES =
            template(CACHE, "misses-total", "Data keys that were asked for and had to be unwrapped or derived.");
    static final MetricNameTemplate NEGATIVE =
            template(CACHE, "negative-hits-total", "Data keys that were asked for and were known to be unknown.");
    static final MetricNameTemplate HAPPENED = template(
            EVENTS,
            "events-total",
            "How often it happened: created, published, unwrapped, confirmed, denied, unavailable, evicted, poisoned, poison, shredded; with "
                    + "profile confluent registered, opened, refused.",
            EVENT);
    static final MetricNameTemplate CALLS =
            template(KMS, "calls-total", "Calls of the key service, each attempt counted.", KEK, OPERATION);
    static final MetricNameTemplate LATENCY_AVG =
            template(KMS, "latency-avg-ms", "Average time of a call, over the last minute.", KEK, OPERATION);
    static final MetricNameTemplate LATENCY_MAX =
            template(KMS, "latency-max-ms", "Longest time of a call, over the last minute.", KEK, OPERATION);
    static final MetricNameTemplate KMS_UNAVAILABLE =
            template(KMS, "unavailable-total", "Calls that got no answer that says anything.", KEK, OPERATION);
    static final MetricNameTemplate KMS_DENIED =
            template(KMS, "denied-total", "Calls that were refused.", KEK, OPERATION);
    static final MetricNameTemplate KMS_UNKNOWN = template(
            KMS, "unknown-kek-total", "Calls that named a key that is not there, or is disabled.", KEK, OPERATION);
    static final MetricNameTemplate KMS_INVALID = template(
            KMS,
            "invalid-total",
            "Calls with a wrapped key that is no work of this KEK or of this context.",
            KEK,
            OPERATION);

    private MetricCatalogue() {}

    /** All of them, grouped by MBean. */
    public static List<MetricNameTemplate> all() {
        return List.of(
                EXPECTED_FIELDS,
                SEEN_FIELDS,
                VALUES,
                PLAINTEXT,
                FAILED,
                CURRENT_KEY_AGE,
                ROTATIONS,
                USES,
                HITS,
                MISSES,
                NEGATIVE,
                HAPPENED,
                CALLS,
                LATENCY_AVG,
                LATENCY_MAX,
                KMS_UNAVAILABLE,
                KMS_DENIED,
                KMS_UNKNOWN,
                KMS_INVALID);
    }

    private static MetricNameTemplate template(String type, String name, String description, String... tags) {
        Set<String> all = new LinkedHashSet<>();
        Stream.concat(Stream.of(FOLDER), Arrays.stream(tags)).forEach(all::add);
        return new MetricNameTemplate(name, type, description, all);
    }
}
