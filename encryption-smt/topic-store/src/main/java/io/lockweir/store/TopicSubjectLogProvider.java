package io.lockweir.store;

import io.lockweir.encryption.shred.SubjectLog;
import io.lockweir.encryption.shred.SubjectLogProvider;
import java.time.Duration;
import java.util.Map;

/** {@code store=topic}: the log of subjects in a compacted topic of its own, with a principal of its own. */
public final class TopicSubjectLogProvider implements SubjectLogProvider {

    @Override
    public String name() {
        return "topic";
    }

    @Override
    public SubjectLog open(Map<String, String> settings) {
        TopicStoreConfig config = TopicStoreConfig.of(settings);
        return KafkaLog.open(config.subjects(), config.subjectsClients(), config.timeouts());
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
