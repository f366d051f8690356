package io.lockweir.cli.topic;

import io.lockweir.encryption.envelope.DekId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a verification found. */
public final class VerificationTally {
    /** More single findings than this are only counted. */
    static final int LISTED = 20;

    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Long> failures = new TreeMap<>();
    private final Map<String, Long> dataKeys = new TreeMap<>();
    private final Map<String, Long> fieldsLeft = new TreeMap<>();
    private long records;
    private long failed;
    private long envelopes;
    private long left;

    /** One record that is not as it should be. */
    public record Finding(int partition, long offset, String reason, String field, String message) {}

    VerificationTally() {}

    void failed(int partition, long offset, Fault fault) {
        records++;
        failed++;
        failures.merge(fault.reason(), 1L, Long::sum);
        if (findings.size() < LISTED) {
            findings.add(new Finding(partition, offset, fault.reason(), fault.field(), fault.message()));
        }
    }

    void read(Map<String, DekId> encrypted, Map<String, DekId> afterwards) {
        records++;
        envelopes += encrypted.size();
        left += afterwards.size();
        encrypted.values().forEach(id -> dataKeys.merge(id.toString(), 1L, Long::sum));
        afterwards
                .keySet()
                .forEach(field -> fieldsLeft.merge(
                        field.replaceAll("\\[\\d+]", "[*]").replaceAll("\\{\\d+}", "{*}"), 1L, Long::sum));
    }

    /** Records that were looked at. */
    public long records() {
        return records;
    }

    /** Records of which something does not decrypt. */
    public long failed() {
        return failed;
    }

    /** Envelopes in the records that decrypt. */
    public long envelopes() {
        return envelopes;
    }

    /** Envelopes that no rule and no converter decrypts. */
    public long left() {
        return left;
    }

    /** How many envelopes each data key made. */
    public Map<String, Long> dataKeys() {
        return Map.copyOf(dataKeys);
    }

    /** Those of these data keys that made an envelope, in hex as in {@link #dataKeys}. */
    public List<String> found(Set<DekId> ids) {
        return ids.stream()
                .map(DekId::toString)
                .filter(dataKeys::containsKey)
                .sorted()
                .toList();
    }

    /** Fields of which envelopes are left. */
    public List<String> fieldsLeft() {
        return List.copyOf(new TreeSet<>(fieldsLeft.keySet()));
    }

    /** Failed records by reason. */
    public Map<String, Long> failures() {
        return new TreeMap<>(failures);
    }

    /** The first failed records. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Whether there is ciphertext, and all of it decrypts. */
    public boolean proves() {
        return failed == 0 && left == 0 && (envelopes > 0 || records == 0);
    }
}
