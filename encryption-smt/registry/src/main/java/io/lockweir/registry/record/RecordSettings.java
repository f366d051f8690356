package io.lockweir.registry.record;

import io.lockweir.registry.avro.ClearBranches;
import io.lockweir.registry.rule.ConfiguredRules;
import java.util.Objects;

/**
 * How records are taken, the same for their writers and readers.
 *
 * @param frame where the schema's id stands
 * @param naming of subjects
 * @param clearBranches what to do about unions with tags that may hold what can't be encrypted
 * @param rules for schemas that the registry keeps no rules of
 */
public record RecordSettings(Frame frame, SubjectNaming naming, ClearBranches clearBranches, ConfiguredRules rules) {
    /** Where the schema's id stands; never guessed, since whoever adds a header to a record could choose its rules. */
    public enum Frame {
        /** Before the body. */
        PREFIX,
        /** In a record header. */
        HEADER
    }

    /** As Confluent's clients have it when nothing is configured. */
    public static final RecordSettings DEFAULT =
            new RecordSettings(Frame.PREFIX, SubjectNaming.TOPIC, ClearBranches.REFUSE, ConfiguredRules.NONE);

    public RecordSettings {
        Objects.requireNonNull(frame, "frame");
        Objects.requireNonNull(naming, "naming");
        Objects.requireNonNull(clearBranches, "clearBranches");
        Objects.requireNonNull(rules, "rules");
    }
}
