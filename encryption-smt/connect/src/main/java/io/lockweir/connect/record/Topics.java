package io.lockweir.connect.record;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The plans of the topics seen last, bounded. For one thread. */
final class Topics {
    private static final int MAX_TOPICS = 4096;

    private final Map<String, TopicPlans> plans = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TopicPlans> eldest) {
            return size() > MAX_TOPICS;
        }
    };
    private final Function<String, TopicPlans> maker;
    private @Nullable String last;
    private @Nullable TopicPlans lastPlans;

    Topics(Function<String, TopicPlans> maker) {
        this.maker = maker;
    }

    TopicPlans of(String topic) {
        TopicPlans found = lastPlans;
        if (found == null || !topic.equals(last)) {
            found = plans.get(topic);
            if (found == null) {
                found = maker.apply(topic);
                plans.put(topic, found);
            }
            last = topic;
            lastPlans = found;
        }
        return found;
    }
}
