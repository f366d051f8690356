package io.lockweir.cli.store;

import io.lockweir.cli.output.Progress;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.DekRecord;
import io.lockweir.encryption.keys.DekStore;
import io.lockweir.encryption.keys.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Publishes what an export has and a store has not, in the order of the export. Repeated, it goes on. A domain keeps its key: where the
 * store's differs from the export's, the export's is left out and reported, since publishing it could not make it the first.
 */
public final class StoreRestore {
    private final DekStore store;
    private long restored;

    /** Restores into a store that is read to its end. */
    public StoreRestore(DekStore store) {
        this.store = store;
    }

    /**
     * What came of it.
     *
     * @param conflicts domain keys of the export that are not the domain's key in the store
     */
    public record Restored(long restored, long present, List<DekRecord> conflicts) {
        public Restored {
            conflicts = List.copyOf(conflicts);
        }
    }

    /** How many records were published, also when that was stopped. */
    public long restored() {
        return restored;
    }

    /** Restores. */
    public Restored run(List<DekRecord> records, Progress progress) {
        long present = 0;
        List<DekRecord> conflicts = new ArrayList<>();
        Map<Scope, DekId> domains = new HashMap<>();
        for (DekRecord record : records) {
            domains.putIfAbsent(record.scope(), record.id());
            if (store.find(record.id()).contains(record)) {
                present++;
            } else if (record.scope() instanceof Scope.Join domain
                    && conflicts(record, domain, Objects.requireNonNull(domains.get(domain)))) {
                conflicts.add(record);
            } else {
                store.publish(record);
                restored++;
            }
            progress.at(restored + present + conflicts.size(), records.size());
        }
        return new Restored(restored, present, conflicts);
    }

    /** What counts in the export has to count in the store; a later key of the domain was made at the same time and never used. */
    private boolean conflicts(DekRecord record, Scope.Join domain, DekId counting) {
        List<DekRecord> keys = store.domainKeys(domain);
        return !keys.isEmpty()
                && !keys.get(0).id().equals(counting)
                && keys.stream().noneMatch(key -> key.id().equals(record.id()));
    }
}
