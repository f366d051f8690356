package io.lockweir.connect.rule;

import io.lockweir.encryption.path.Part;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Names of subjects, as configurations have them: {@code ${topic}} is the topic, and nothing means that of its keys or values. */
final class SubjectName {
    private static final String TOPIC = "${topic}";
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]*}?");

    private SubjectName() {}

    /**
     * What a key says.
     *
     * @throws ConfigException if it refers to anything but the topic
     */
    static @Nullable String read(String key, @Nullable String subject) {
        if (subject == null || subject.isBlank()) {
            return null;
        }
        Matcher references = REFERENCE.matcher(subject);
        while (references.find()) {
            if (!references.group().equals(TOPIC)) {
                throw new ConfigException("Key '" + key + "' holds " + references.group() + ". Of references it takes "
                        + TOPIC + " alone.");
            }
        }
        return subject.strip();
    }

    /** The subject in a topic. */
    static String in(@Nullable String template, String topic, Part part) {
        if (template != null) {
            return template.replace(TOPIC, topic);
        }
        return topic + (part == Part.FIELD_OF_KEY || part == Part.WHOLE_KEY ? "-key" : "-value");
    }
}
