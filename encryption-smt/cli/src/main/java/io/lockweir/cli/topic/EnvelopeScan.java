package io.lockweir.cli.topic;

import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.envelope.EnvelopeHeader;
import io.lockweir.encryption.envelope.EnvelopeText;
import io.lockweir.encryption.failure.EnvelopeException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Finds everything in a record that looks like an envelope, whatever rules say. */
final class EnvelopeScan {
    private final Map<String, DekId> found = new LinkedHashMap<>();
    private final Set<String> nulls = new HashSet<>();

    /** What the keys of a map are. */
    private enum Names {
        /** Without a schema: names, as of the fields of a structure. */
        OF_FIELDS,
        /** With a schema: data, which is not printed. */
        NONE;

        private static Names in(@Nullable Schema schema) {
            return schema == null ? OF_FIELDS : NONE;
        }
    }

    private EnvelopeScan() {}

    /**
     * Where envelopes stand, and of which data key. Array elements and map entries count by their place.
     *
     * @param schema of the value; null if it has none, so that keys of its maps are names
     */
    static Map<String, DekId> of(@Nullable Schema schema, @Nullable Object value) {
        EnvelopeScan scan = new EnvelopeScan();
        scan.walk("", value, Names.in(schema));
        return scan.found;
    }

    /** Where nulls stand. */
    static Set<String> nulls(@Nullable Schema schema, @Nullable Object value) {
        EnvelopeScan scan = new EnvelopeScan();
        scan.walk("", value, Names.in(schema));
        return scan.nulls;
    }

    private void walk(String place, @Nullable Object value, Names names) {
        if (value == null) {
            nulls.add(place);
        } else if (value instanceof Struct struct) {
            for (Field field : struct.schema().fields()) {
                // Without the default: it would stand for a value that is not there.
                walk(place + "." + field.name(), struct.getWithoutDefault(field.name()), Names.NONE);
            }
        } else if (value instanceof Map<?, ?> map) {
            int number = 0;
            for (Map.Entry<?, ?> entry : inOrder(map).entrySet()) {
                String name = names == Names.OF_FIELDS
                                && entry.getKey() instanceof String text
                                && !EncryptionEngine.looksLikeEnvelope(text)
                        ? text
                        : "{" + number + "}";
                walk(place + "{key " + name + "}", entry.getKey(), names);
                walk(place + "." + name, entry.getValue(), names);
                number++;
            }
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                walk(place + "[" + i + "]", list.get(i), names);
            }
        } else if (value instanceof String text && EncryptionEngine.looksLikeEnvelope(text)) {
            add(place, decoded(text));
        } else if (value instanceof byte[] bytes) {
            add(place, bytes);
        } else if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            add(place, bytes);
        }
    }

    /** The same number for the same text in every copy of a map. */
    private static Map<?, ?> inOrder(Map<?, ?> map) {
        return map.keySet().stream().allMatch(String.class::isInstance) ? new TreeMap<>(map) : map;
    }

    private void add(String place, byte[] bytes) {
        if (EncryptionEngine.looksLikeEnvelope(bytes)) {
            found.put(place, DekId.at(bytes, EnvelopeHeader.DEK_ID));
        }
    }

    private static byte[] decoded(String text) {
        try {
            return EnvelopeText.decode(text);
        } catch (EnvelopeException e) {
            // Clear text that begins like an envelope.
            return new byte[0];
        }
    }
}
