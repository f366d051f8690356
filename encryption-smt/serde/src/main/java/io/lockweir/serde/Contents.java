package io.lockweir.serde;

import io.lockweir.connect.UnmatchedTopics;
import io.lockweir.connect.confluent.ConfluentRecords;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What becomes of bytes or records in one direction: one variant per profile. For any number of threads. */
sealed interface Contents extends AutoCloseable {
    /** Whether it is the inner serializer's bytes that are treated, and not the object on the other side of it. */
    boolean isOfBytes();

    /** To be called before the inner serializer writes. */
    void prepare(@Nullable Headers headers);

    /**
     * What takes the place of bytes or a record; null stays null.
     *
     * @return nothing when no rule speaks about it
     */
    Result treated(String topic, @Nullable Headers headers, @Nullable Object content);

    @Override
    void close();

    /**
     * What became of something.
     *
     * @param matched whether a rule speaks about it
     * @param content in its place
     */
    record Result(boolean matched, @Nullable Object content) {}

    /** The native profile, by a few engines. */
    record Engines(Level level, UnmatchedTopics unmatchedTopics, Pool<Treatment> treatments) implements Contents {
        @Override
        public boolean isOfBytes() {
            return level == Level.RECORD;
        }

        @Override
        public void prepare(@Nullable Headers headers) {}

        @Override
        public Result treated(String topic, @Nullable Headers headers, @Nullable Object content) {
            return treatments.with(treatment -> {
                boolean matched = treatment.matches(topic);
                // A topic that is refused is refused for null as well, and nothing of it is treated.
                return content != null && (matched || unmatchedTopics == UnmatchedTopics.PASS)
                        ? new Result(matched, treatment.treated(topic, content))
                        : new Result(matched, content);
            });
        }

        @Override
        public void close() {
            treatments.close();
        }
    }

    /** The profile confluent, by the schema that each record names. */
    record Confluent(ConfluentRecords records, boolean encrypts) implements Contents {
        @Override
        public boolean isOfBytes() {
            return true;
        }

        @Override
        public void prepare(@Nullable Headers headers) {
            records.prepare(headers);
        }

        @Override
        public Result treated(String topic, @Nullable Headers headers, @Nullable Object content) {
            if (content == null) {
                return new Result(true, null);
            }
            byte[] bytes = (byte[]) content;
            Optional<byte[]> treated =
                    encrypts ? records.encrypt(topic, headers, bytes) : records.decrypt(topic, headers, bytes);
            return new Result(treated.isPresent(), treated.orElse(bytes));
        }

        @Override
        public void close() {
            records.close();
        }
    }
}
