package io.lockweir.connect;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** What a plugin that encrypts does when it can't, or has no rule: keys shared by all of them. */
public final class WriterKeys {
    public static final String ON_ERROR = "on.error";
    public static final String UNMATCHED_TOPICS = "unmatched.topics";

    private WriterKeys() {}

    /** Adds the keys. */
    public static ConfigDef addTo(ConfigDef definition) {
        return definition
                .define(
                        ON_ERROR,
                        ConfigDef.Type.STRING,
                        CommonKeys.text(OnError.FAIL),
                        CommonKeys.oneOf(OnError.values()),
                        Importance.MEDIUM,
                        "What happens when something can't be encrypted or written. fail: the task stops, whatever errors.tolerance "
                                + "says, and no record is lost. tolerate: errors.tolerance decides; with all, a source connector "
                                + "loses the record. Missing keys always stop the task.")
                .define(
                        UNMATCHED_TOPICS,
                        ConfigDef.Type.STRING,
                        CommonKeys.text(UnmatchedTopics.PASS),
                        CommonKeys.oneOf(UnmatchedTopics.values()),
                        Importance.MEDIUM,
                        "What happens to records of a topic that no rule matches. pass: they pass in clear, with one warning per "
                                + "topic. fail: the task stops.");
    }

    /** The choice for failures. */
    public static OnError onError(StrictConfig config) {
        return config.constant(ON_ERROR, OnError.class);
    }

    /** The choice for topics without a rule. */
    public static UnmatchedTopics unmatchedTopics(StrictConfig config) {
        return config.constant(UNMATCHED_TOPICS, UnmatchedTopics.class);
    }
}
