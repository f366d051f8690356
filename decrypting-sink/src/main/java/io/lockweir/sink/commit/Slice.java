package io.lockweir.sink.commit;

import io.lockweir.sink.facts.SliceFacts;
import io.lockweir.sink.hold.HoldAnswer;
import io.lockweir.sink.progress.SourceIdentity;
import io.lockweir.sink.progress.SourceRange;
import io.lockweir.sink.write.SliceFiles;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Files, and the source ranges they cover, that one task wants committed to one table.
 *
 * @param id unique among all slices ever
 * @param task instance of the task: a restarted task is another one
 * @param table state of the table that the files were written for
 * @param ranges covered; a slice advances every one of them
 * @param sources identity of each topic in {@code ranges}; what a task knew once of other topics is left out
 * @param files none for a slice that only advances
 * @param answers HOLD answers first used by this slice, by HOLD id
 * @param partitionCounts of the topics in {@code ranges}, to be recorded; empty unless the table is upserted
 * @param validThroughMs time up to which the events of its partitions are complete, {@link SliceFacts#NO_TIME} if unknown
 */
public record Slice(
        String id,
        String task,
        WrittenFor table,
        Map<TopicPartition, SourceRange> ranges,
        Map<String, SourceIdentity> sources,
        SliceFiles files,
        SliceFacts facts,
        Map<String, HoldAnswer> answers,
        Map<String, Integer> partitionCounts,
        long validThroughMs) {

    public Slice {
        ranges = Map.copyOf(ranges);
        sources = ofTopics(ranges, sources);
        answers = Map.copyOf(answers);
        partitionCounts = ofTopics(ranges, partitionCounts);
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException("Slice " + id + " covers nothing");
        }
    }

    private static <V> Map<String, V> ofTopics(Map<TopicPartition, SourceRange> ranges, Map<String, V> byTopic) {
        Set<String> topics = ranges.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet());
        return byTopic.entrySet().stream()
                .filter(entry -> topics.contains(entry.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
