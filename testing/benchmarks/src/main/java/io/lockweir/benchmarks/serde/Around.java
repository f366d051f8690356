package io.lockweir.benchmarks.serde;

import java.util.HashMap;
import java.util.Map;

/** What is around the inner serializer. */
@SuppressWarnings("ImmutableEnumChecker") // the maps are Map.of
public enum Around {
    /** Nothing: the inner serializer alone. */
    NOTHING("inner", Map.of()),
    /** One field of 28 characters, randomised. */
    FIELD("field28", Map.of("lockweir.level", "field", "lockweir.fields", "email")),
    /** The same, deterministic. */
    FIELD_JOIN(
            "field28.join",
            Map.of(
                    "lockweir.level",
                    "field",
                    "lockweir.fields",
                    "email",
                    "lockweir.mode",
                    "join",
                    "lockweir.join.domain",
                    "bench")),
    /** The whole record, randomised. */
    RECORD("record", Map.of()),
    /** The same, deterministic. */
    RECORD_JOIN("record.join", Map.of("lockweir.mode", "join", "lockweir.join.domain", "bench"));

    private final String label;
    private final Map<String, String> settings;

    Around(String label, Map<String, String> settings) {
        this.label = label;
        this.settings = settings;
    }

    /** The part of a result's name that stands for it. */
    String label() {
        return label;
    }

    Map<String, String> settings() {
        Map<String, String> all = new HashMap<>(settings);
        all.put("lockweir.keyset.json", FreshKeyset.JSON);
        return all;
    }
}
