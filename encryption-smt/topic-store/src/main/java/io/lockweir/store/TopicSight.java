package io.lockweir.store;

import java.util.Optional;
import org.apache.kafka.common.Uuid;

/**
 * How a topic stands on its brokers at a moment.
 *
 * @param id changes when a topic is deleted and made anew under its name
 * @param beginnings the first offset of each partition
 * @param ends the offset behind the last record of each partition
 */
@SuppressWarnings("ArrayRecordComponent") // Looked at once, by whoever took it.
record TopicSight(Uuid id, long[] beginnings, long[] ends) {

    /**
     * What was done to the topic so that whoever followed it may have missed records, or relies on some that are gone.
     *
     * @param followed of which topic
     * @param upTo per partition, the offset that is read next
     */
    Optional<String> cut(Uuid followed, long[] upTo) {
        if (!id.equals(followed)) {
            return Optional.of("was deleted and made anew");
        }
        for (int partition = 0; partition < upTo.length; partition++) {
            if (ends[partition] < upTo[partition]) {
                return Optional.of("was truncated: partition " + partition + " ends at offset " + ends[partition]
                        + ", and was read up to " + upTo[partition]);
            }
            if (beginnings[partition] > upTo[partition]) {
                return Optional.of("lost records that were not read yet: partition " + partition + " begins at offset "
                        + beginnings[partition] + ", and was read up to " + upTo[partition]);
            }
        }
        return Optional.empty();
    }

    /** Whether everything that stood in the topic then was read. */
    boolean isReached(long[] upTo) {
        for (int partition = 0; partition < upTo.length; partition++) {
            if (upTo[partition] < ends[partition]) {
                return false;
            }
        }
        return true;
    }
}
