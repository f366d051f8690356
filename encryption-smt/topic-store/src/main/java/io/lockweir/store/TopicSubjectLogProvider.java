package io.lockweir.store;

import io.lockweir.encryption.keys.Shared;
import io.lockweir.encryption.shred.SubjectLog;
import io.lockweir.encryption.shred.SubjectLogProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code store=topic}: the log of subjects in a compacted topic of its own, with a principal of its own, read by one thread a process whatever the number of
 * namespaces and tasks.
 */
public final class TopicSubjectLogProvider implements SubjectLogProvider {
    private static final Shared<List<Object>, KafkaLog> OPEN = new Shared<>(KafkaLog::usable);

    @Override
    public String name() {
        return "topic";
    }

    @Override
    public SubjectLog open(Map<String, String> settings) {
        TopicStoreConfig config = TopicStoreConfig.of(settings);
        KafkaClients clients = config.subjectsClients();
        return new SharedSubjectLog(OPEN.acquire(
                List.of(config.subjects(), clients),
                () -> KafkaLog.open(config.subjects(), clients, config.timeouts())));
    }

    @Override
    public Duration startTimeout(Map<String, String> settings) {
        return TopicStoreConfig.of(settings).timeouts().start();
    }

    @Override
    public long maxSubjects(Map<String, String> settings) {
        return TopicStoreConfig.of(settings).maxSubjects();
    }
}
