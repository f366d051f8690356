package io.lockweir.cli.store;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.DekRecord;
import io.lockweir.encryption.keys.DekStore;
import io.lockweir.encryption.keys.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The data keys of a store, each with all its records, oldest first. */
public record Inventory(List<Entry> entries) {

    /** One data key. */
    public record Entry(DekId id, List<DekRecord> records) {
        public Entry {
            records = List.copyOf(records);
        }

        /** What its oldest record says it is good for; another one of the same id is damaged or forged. */
        public Scope scope() {
            return records.get(0).scope();
        }

        /** Every label of all its records. */
        public List<String> kekLabels() {
            Set<String> labels = new LinkedHashSet<>();
            records.forEach(record -> record.wraps().forEach(wrap -> labels.add(wrap.kekLabel())));
            return List.copyOf(labels);
        }
    }

    public Inventory {
        entries = List.copyOf(entries);
    }

    /** The namespaces of its data keys. */
    public Set<String> namespaces() {
        return entries.stream()
                .map(Entry::scope)
                .filter(scope -> !(scope instanceof Scope.Join))
                .map(Scope::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What a store has. */
    public static Inventory of(DekStore store) {
        Map<DekId, List<DekRecord>> byId = new LinkedHashMap<>();
        try (Stream<DekRecord> records = store.records()) {
            records.forEach(record ->
                    byId.computeIfAbsent(record.id(), id -> new ArrayList<>()).add(record));
        }
        List<Entry> entries = new ArrayList<>();
        byId.forEach((id, records) -> entries.add(new Entry(id, records)));
        return new Inventory(entries);
    }
}
