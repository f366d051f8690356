package io.lockweir.registry.record;

import java.util.function.Supplier;

/** How a record's subject is called: data keys are kept by it. Confluent's three strategies. */
public enum SubjectNaming {
    /** {@code TOPIC-key} or {@code TOPIC-value}. */
    TOPIC {
        @Override
        String known(String topic, RecordPart part) {
            return topic + part.suffix();
        }

        @Override
        String subject(String topic, RecordPart part, Supplier<String> name) {
            return known(topic, part);
        }
    },
    /** The full name of the record, message or, for JSON, its title. */
    RECORD {
        @Override
        String subject(String topic, RecordPart part, Supplier<String> name) {
            return name.get();
        }
    },
    /** {@code TOPIC-NAME}, the name as of RECORD. */
    TOPIC_RECORD {
        @Override
        String subject(String topic, RecordPart part, Supplier<String> name) {
            return topic + "-" + name.get();
        }
    };

    /** The subject where the topic tells it, else empty. */
    String known(String topic, RecordPart part) {
        return "";
    }

    /**
     * The subject.
     *
     * @param name of the schema's record
     */
    abstract String subject(String topic, RecordPart part, Supplier<String> name);
}
