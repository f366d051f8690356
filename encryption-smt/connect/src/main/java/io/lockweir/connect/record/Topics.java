package io.lockweir.connect.record;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was made for the topics seen last, bounded. For one thread. */
public final class Topics<T> {
    private static final int MAX_TOPICS = 4096;

    private final Map<String, T> made = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
            return size() > MAX_TOPICS;
        }
    };
    private final Function<String, T> maker;
    private @Nullable String last;
    private @Nullable T lastMade;

    /** @param maker makes what is asked for first */
    public Topics(Function<String, T> maker) {
        this.maker = maker;
    }

    /** What was made for the topic, or is made now. */
    public T of(String topic) {
        T found = lastMade;
        if (found == null || !topic.equals(last)) {
            found = made.get(topic);
            if (found == null) {
                found = maker.apply(topic);
                made.put(topic, found);
            }
            last = topic;
            lastMade = found;
        }
        return found;
    }

    /** Lets it be made again. */
    void forget(String topic) {
        made.remove(topic);
        last = null;
        lastMade = null;
    }
}
