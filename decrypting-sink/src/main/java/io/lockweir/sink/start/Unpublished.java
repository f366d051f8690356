package io.lockweir.sink.start;

import io.lockweir.sink.hold.Hold;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Commits that the main branch must not, or cannot, follow to.
 *
 * @param replayable whether the history tells where their records begin
 * @param acceptable whether they can be published as they are
 * @param starts where the records of each partition begin that they moved
 */
public record Unpublished(Hold hold, boolean replayable, boolean acceptable, Map<TopicPartition, Long> starts) {
    public Unpublished {
        starts = Map.copyOf(starts);
    }
}
