package io.lockweir.registry.avro;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Tags beside a field: {@code "confluent:tags":["PII"]}. */
final class InlineTags {
    static final String TAGS = "confluent:tags";

    private InlineTags() {}

    /** @throws IllegalArgumentException if they are of another form */
    static Collection<String> of(String name, Schema.Field field) {
        @Nullable Object tags = field.getObjectProp(TAGS);
        if (tags == null) {
            return List.of();
        }
        if (!(tags instanceof Collection<?> collection)) {
            throw new IllegalArgumentException("Field " + name + " has " + TAGS + " that are no array");
        }
        Set<String> texts = new HashSet<>();
        for (Object each : collection) {
            texts.add(String.valueOf(each));
        }
        return texts;
    }
}
