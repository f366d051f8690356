package io.lockweir.registry.rule;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A rule as the registry has it.
 *
 * @param name for people
 * @param kind whether it changes records
 * @param mode when it runs
 * @param type what it does, such as ENCRYPT
 * @param tags of fields; empty for all
 * @param params its parameters
 * @param onFailure what to do when it fails: ERROR, NONE or DLQ, in writing and in reading
 * @param disabled whether it is off
 */
public record Rule(
        String name,
        Kind kind,
        Mode mode,
        String type,
        Set<String> tags,
        Map<String, String> params,
        OnFailure onFailure,
        boolean disabled) {
    public Rule {
        tags = Set.copyOf(tags);
        params = Map.copyOf(params);
    }

    /** Whether a rule changes a record or looks at it. */
    public enum Kind {
        TRANSFORM,
        CONDITION
    }

    /** When a rule runs. */
    public enum Mode {
        WRITE,
        READ,
        WRITEREAD,
        UPGRADE,
        DOWNGRADE,
        UPDOWN;

        /** Whether it runs when a record is written. */
        public boolean writes() {
            return this == WRITE || this == WRITEREAD;
        }

        /** Whether it runs when a record is read. */
        public boolean reads() {
            return this == READ || this == WRITEREAD;
        }
    }

    /**
     * The action after a failure.
     *
     * @param write in writing
     * @param read in reading
     */
    public record OnFailure(String write, String read) {
        private static final String ERROR = "ERROR";

        static OnFailure of(Optional<String> text) {
            String[] parts =
                    text.filter(given -> !given.isBlank()).orElse(ERROR).split(",", -1);
            String write = parts[0].strip();
            return new OnFailure(write, parts.length > 1 ? parts[1].strip() : write);
        }
    }

    static Rule of(JsonElement json) {
        JsonObject object = RuleJson.object(json, "rule");
        String name = RuleJson.text(object, "name").orElseThrow(() -> refused("A rule", "has no name"));
        String what = "Rule " + name;
        String kind = RuleJson.text(object, "kind").orElse(Kind.TRANSFORM.name());
        String mode = RuleJson.text(object, "mode").orElse(Mode.WRITEREAD.name());
        return new Rule(
                name,
                Arrays.stream(Kind.values())
                        .filter(each -> each.name().equals(kind))
                        .findFirst()
                        .orElseThrow(() -> refused(what, "is of kind " + kind)),
                Arrays.stream(Mode.values())
                        .filter(each -> each.name().equals(mode))
                        .findFirst()
                        .orElseThrow(() -> refused(what, "has mode " + mode)),
                RuleJson.text(object, "type").orElseThrow(() -> refused(what, "has no type")),
                new LinkedHashSet<>(RuleJson.texts(object.get("tags"), "tags")),
                RuleJson.map(object.get("params"), "params"),
                OnFailure.of(RuleJson.text(object, "onFailure")),
                RuleJson.text(object, "disabled").map(Boolean::parseBoolean).orElse(false));
    }

    private static IllegalArgumentException refused(String what, String defect) {
        return new IllegalArgumentException(what + " " + defect + ", which is not known. Correct it in the registry");
    }

    /** Without the parameters' values. */
    @Override
    public String toString() {
        return "Rule[" + name + ", " + type + ", " + mode + ", tags=" + tags + ", params=" + params.keySet() + "]";
    }
}
