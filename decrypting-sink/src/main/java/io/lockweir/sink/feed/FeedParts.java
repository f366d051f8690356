package io.lockweir.sink.feed;

import io.lockweir.sink.record.RecordProcessor;
import io.lockweir.sink.write.KeyIndex;
import io.lockweir.sink.write.SliceWriterFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the feeds of a task share.
 *
 * @param task instance of the task, another one after each restart
 * @param indexes a new one for each table
 * @param ids new slice ids
 * @param deadLetters null if there is no dead-letter queue: a bad record then holds its table
 * @param logEnds asked now and then
 * @param logStarts asked as soon as offsets are found missing
 */
record FeedParts(
        String task,
        FeedSettings settings,
        RecordProcessor processor,
        SliceWriterFactory writers,
        Supplier<KeyIndex> indexes,
        TableAccess tables,
        Supplier<String> ids,
        @Nullable DeadLetters deadLetters,
        LogStarts logStarts,
        LogEnds logEnds,
        FeedMetrics metrics) {}
