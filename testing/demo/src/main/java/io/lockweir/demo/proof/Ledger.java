package io.lockweir.demo.proof;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Compares the changes of one table as multisets: first every audited change is entered, then every row found in the lake.
 * What agrees leaves the ledger, so its size is bounded by the number of changes and not by their contents. Not thread-safe.
 */
public final class Ledger {
    private final Map<Change, Integer> changes = new HashMap<>();
    private final Map<Fingerprint, Integer> identities = new HashMap<>();
    private long captured;
    private long found;

    /** The database says that this change was committed. */
    public void audited(Change change) {
        captured++;
        add(changes, change, 1);
        add(identities, change.identity(), 1);
    }

    /** The lake holds this row. */
    public void found(Change change) {
        found++;
        add(changes, change, -1);
        add(identities, change.identity(), -1);
    }

    /**
     * A change is missing if no row has its identity <em>and</em> its content; a row is a duplicate if its identity stands
     * more often in the lake than in the audit, zero times included.
     */
    public TableProof proof() {
        long missing = sum(changes, 1);
        long duplicates = sum(identities, -1);
        return new TableProof(captured, found, missing, duplicates);
    }

    /** The identities behind {@link #proof()}'s differences. */
    public Set<Fingerprint> disputed() {
        Set<Fingerprint> disputed = new HashSet<>(identities.keySet());
        changes.keySet().forEach(change -> disputed.add(change.identity()));
        return disputed;
    }

    private static <K> void add(Map<K, Integer> balance, K key, int sign) {
        balance.merge(key, sign, (a, b) -> a + b == 0 ? null : a + b);
    }

    private static long sum(Map<?, Integer> balance, int sign) {
        return balance.values().stream()
                .mapToLong(count -> Math.max(0, (long) sign * count))
                .sum();
    }
}
