package io.lockweir.connect.rule;

import io.lockweir.encryption.path.FieldPath;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which fields of a topic a rule is about. */
public sealed interface FieldSelection {

    /**
     * These fields.
     *
     * @param required whether each must exist
     */
    record Named(List<FieldPath> fields, boolean required) implements FieldSelection {
        public Named {
            fields = List.copyOf(fields);
        }

        /** Each must exist. */
        public Named(List<FieldPath> fields) {
            this(fields, true);
        }
    }

    /**
     * Every field of the row, those of later schemas too, but the clear ones and the ones that other rules name. A clear field may be
     * missing: the worst that a misspelt name does is that too much is encrypted.
     */
    record AllBut(List<FieldPath> clear) implements FieldSelection {
        public AllBut {
            clear = List.copyOf(clear);
        }
    }

    /**
     * The fields that have one of these tags in the latest schema of a subject, but those that other rules name. Before it is of use it has
     * to become {@link Named}.
     *
     * @param subjectName of the schema, with {@code ${topic}} in it; null where the record's own schema has the tags
     */
    record Tagged(Set<String> tags, @Nullable String subjectName) implements FieldSelection {
        public Tagged {
            tags = Set.copyOf(tags);
            if (tags.isEmpty()) {
                throw new IllegalArgumentException("No tag is named");
            }
        }

        /**
         * One tag of a policy file.
         *
         * @param key that holds the subject's name
         * @throws org.apache.kafka.common.config.ConfigException if that refers to anything but the topic
         */
        public static Tagged of(String tag, String key, @Nullable String subjectName) {
            return new Tagged(Set.of(tag), SubjectName.read(key, subjectName));
        }
    }
}
