package io.lockweir.store;

import io.lockweir.encryption.keys.DekStore;
import io.lockweir.encryption.keys.DekStoreProvider;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.Shared;
import java.util.List;
import java.util.Map;

/** {@code store=topic}: data keys in a compacted topic, read by one thread a process whatever the number of tasks. */
public final class TopicDekStoreProvider implements DekStoreProvider {
    private static final Shared<List<Object>, DekLog> OPEN = new Shared<>(DekLog::usable);

    @Override
    public String name() {
        return "topic";
    }

    @Override
    public void check(Map<String, String> settings) {
        TopicStoreConfig.of(settings);
    }

    @Override
    public DekStore open(Map<String, String> settings) {
        return open(settings, KeyEvents.NONE);
    }

    @Override
    public DekStore open(Map<String, String> settings, KeyEvents events) {
        TopicStoreConfig config = TopicStoreConfig.of(settings);
        KafkaClients clients = config.deksClients();
        return new TopicDekStore(
                OPEN.acquire(
                        List.of(config.deks(), clients),
                        () -> DekLog.open(config.deks(), clients, config.timeouts(), events)),
                events);
    }
}
