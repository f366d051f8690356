package io.lockweir.cli;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.DekRecord;
import io.lockweir.encryption.keys.DekStore;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A store in memory. */
public final class MemoryStore implements DekStore {
    private final List<DekRecord> records = new ArrayList<>();
    private int failAfter = Integer.MAX_VALUE;
    private Runnable beforePublish = () -> {};

    /** From so many publications on the store does not answer. */
    public MemoryStore failingAfter(int publications) {
        failAfter = publications;
        return this;
    }

    /** Something that another process does just before a publication. */
    public MemoryStore beforePublish(Runnable action) {
        beforePublish = action;
        return this;
    }

    /** A record that is just there. */
    public void put(DekRecord record) {
        records.add(record);
    }

    @Override
    public void publish(DekRecord record) {
        beforePublish.run();
        if (failAfter-- <= 0) {
            throw new KeyUnavailableError("The store does not answer");
        }
        records.add(record);
    }

    @Override
    public List<DekRecord> find(DekId id) {
        return records.stream().filter(record -> record.id().equals(id)).toList();
    }

    @Override
    public List<DekRecord> domainKeys(Scope.Join scope) {
        return records.stream().filter(record -> record.scope().equals(scope)).toList();
    }

    @Override
    public Stream<DekRecord> records() {
        return List.copyOf(records).stream();
    }

    @Override
    public Progress progress() {
        return new Progress(records.size(), records.size(), true);
    }

    @Override
    public void close() {}
}
