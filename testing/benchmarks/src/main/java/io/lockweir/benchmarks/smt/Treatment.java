package io.lockweir.benchmarks.smt;

import java.util.LinkedHashMap;
import java.util.Map;

/** A way to encrypt the fields of a shape: what stands in the configuration of both transforms, besides the fields. */
@SuppressWarnings("ImmutableEnumChecker") // the maps are Map.of
public enum Treatment {
    /** Suite 01 as it comes: what the targets are stated for. */
    RANDOM("random", Map.of()),
    /** Suite 02. */
    JOIN("join", Map.of("mode", "join", "join.domain", "bench")),
    /** Suite 03, bound to the clear id of the row. */
    ROW_BOUND("rowbound", Map.of("bind.fields", "id")),
    /** Suite 01, padded to 64 bytes. Only the writer is told. */
    PADDED("padded", Map.of("pad", "64")),
    /** Suite 01 with 96 random bits for each IV. Only the writer is told. */
    RANDOM_IV("randomiv", Map.of("iv", "random")),
    /** Suite 01 with the IVs that the JCE provider makes. Only the writer is told. */
    PROVIDER_IV("provideriv", Map.of("iv", "provider"));

    private final String label;
    private final Map<String, String> settings;

    Treatment(String label, Map<String, String> settings) {
        this.label = label;
        this.settings = settings;
    }

    /** The part of a result's name that stands for it. */
    public String label() {
        return label;
    }

    Map<String, String> encrypting(Shape shape) {
        Map<String, String> all = keys(shape);
        all.putAll(settings);
        return all;
    }

    Map<String, String> decrypting(Shape shape) {
        Map<String, String> all = encrypting(shape);
        all.remove("pad");
        all.remove("iv");
        return all;
    }

    private static Map<String, String> keys(Shape shape) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("key.source", "keyset");
        keys.put("keyset.json", BenchmarkKeyset.JSON);
        keys.put("namespace", "bench");
        keys.put("fields", String.join(",", shape.fields()));
        return keys;
    }
}
