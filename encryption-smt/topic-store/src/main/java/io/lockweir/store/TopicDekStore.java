package io.lockweir.store;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.DekRecord;
import io.lockweir.encryption.keys.DekStore;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.keys.Shared;
import java.util.List;
import java.util.stream.Stream;

/** One user's hold on the shared topic of data keys. The first look-up waits until what stood in the topic is read, within a bound. */
final class TopicDekStore implements DekStore {
    private final Shared.Hold<DekLog> deks;
    private final KeyEvents events;

    TopicDekStore(Shared.Hold<DekLog> deks, KeyEvents events) {
        this.deks = deks;
        this.events = events;
        deks.value().hear(events);
    }

    @Override
    public void publish(DekRecord record) {
        deks.value().publish(record);
    }

    @Override
    public List<DekRecord> find(DekId id) {
        return deks.value().find(id);
    }

    @Override
    public List<DekRecord> domainKeys(Scope.Join scope) {
        return deks.value().domainKeys(scope);
    }

    @Override
    public Stream<DekRecord> records() {
        return deks.value().records();
    }

    @Override
    public Progress progress() {
        return deks.value().progress();
    }

    @Override
    public boolean usable() {
        return deks.value().usable();
    }

    @Override
    public void close() {
        deks.value().ignore(events);
        deks.release();
    }
}
