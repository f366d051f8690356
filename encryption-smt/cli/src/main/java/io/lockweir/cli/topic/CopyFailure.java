package io.lockweir.cli.topic;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record that could not be copied. Nothing of its batch was written. */
public final class CopyFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CopyFailure(ConsumerRecord<?, ?> record, Fault fault) {
        super("Topic " + record.topic() + " partition " + record.partition() + " offset " + record.offset()
                + " can't be copied: " + fault.message()
                + (fault.isShredded() ? " To copy null in its place: --on-shredded=null." : "")
                + " Nothing of its batch was written; a next run goes on there.");
    }
}
