package io.lockweir.connect.rule;

import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Step;
import io.lockweir.encryption.policy.Padding;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The keys of mode random. */
final class RandomKeys {
    static final String PAD = "pad";
    static final String NULL = "null";
    static final String BIND_FIELDS = "bind.fields";
    static final String PATH_AS = "path.as";
    static final String SUBJECT = "subject";
    static final List<String> NAMES = List.of(PAD, NULL, BIND_FIELDS, PATH_AS, SUBJECT);

    private RandomKeys() {}

    static ConfigDef addTo(ConfigDef definition, String prefix) {
        return definition
                .define(
                        prefix + PAD,
                        ConfigDef.Type.INT,
                        0,
                        new PadValidator(),
                        Importance.LOW,
                        "With mode=random: hides the lengths of values, which grow to the next multiple of this many bytes; 0 for "
                                + "no padding. A reader needs no such key.")
                .define(
                        prefix + NULL,
                        ConfigDef.Type.STRING,
                        FieldMode.Nulls.PASS.name().toLowerCase(Locale.ROOT),
                        ConfigDef.CaseInsensitiveValidString.in("pass", "encrypt"),
                        Importance.LOW,
                        "With mode=random: pass leaves nulls as they are, for everybody to see. encrypt makes ciphertext of them, "
                                + "shorter than a value's unless pad hides it. A reader needs no such key.")
                .define(
                        prefix + BIND_FIELDS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        new BoundPathsValidator(),
                        Importance.MEDIUM,
                        "With mode=random: clear fields of the same row, such as its id, that each ciphertext is bound to. In a row "
                                + "where one of them differs it does not decrypt. The same on writer and reader; a reader needs "
                                + "these fields, unchanged and with their types.")
                .define(
                        prefix + PATH_AS,
                        ConfigDef.Type.STRING,
                        null,
                        new PathValidator(),
                        Importance.LOW,
                        "With mode=random and one field: the path that the ciphertext is bound to in place of the field's own, so "
                                + "that a reader may have the field under another name. The same on writer and reader.")
                .define(
                        prefix + SUBJECT,
                        ConfigDef.Type.STRING,
                        null,
                        new SubjectValidator(),
                        Importance.MEDIUM,
                        "With mode=random: the field of the row, text or a whole number, that names the data subject, such as "
                                + "customer_id. Values are encrypted under a key of that subject's own, which can be shredded. "
                                + "Needs key.source=envelope, store=topic and store.subjects.topic. A reader needs no such key.");
    }

    static FieldMode read(AbstractConfig config, String prefix) {
        String pathAs = config.getString(prefix + PATH_AS);
        String subject = config.getString(prefix + SUBJECT);
        return new FieldMode.Random(
                new Padding(config.getInt(prefix + PAD)),
                FieldMode.Nulls.valueOf(config.getString(prefix + NULL).toUpperCase(Locale.ROOT)),
                config.getList(prefix + BIND_FIELDS).stream()
                        .map(FieldPath::parse)
                        .toList(),
                pathAs == null ? null : FieldPath.parse(pathAs),
                subject == null ? null : FieldPath.parse(subject));
    }

    private static FieldPath parse(String name, Object path) {
        try {
            return FieldPath.parse(String.valueOf(path));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name + ": " + e.getMessage());
        }
    }

    /** The key must hold a multiple that values can be padded to. */
    private static final class PadValidator implements ConfigDef.Validator {
        @Override
        public void ensureValid(String name, @Nullable Object value) {
            try {
                new Padding(value instanceof Integer multiple ? multiple : -1);
            } catch (IllegalArgumentException e) {
                throw new ConfigException(name + ": " + e.getMessage() + ".");
            }
        }

        @Override
        public String toString() {
            return "0, or 2 to 65536";
        }
    }

    /** The key, where set, must hold a field path. */
    private static final class PathValidator implements ConfigDef.Validator {
        @Override
        public void ensureValid(String name, @Nullable Object value) {
            if (value != null) {
                parse(name, value);
            }
        }

        @Override
        public String toString() {
            return "a field path";
        }
    }

    /** The key, where set, must hold the path of a single field. */
    private static final class SubjectValidator implements ConfigDef.Validator {
        @Override
        public void ensureValid(String name, @Nullable Object value) {
            if (value != null && !parse(name, value).steps().stream().allMatch(Step.Field.class::isInstance)) {
                throw new ConfigException(name + ": " + value
                        + " leads to many values. Name a single field of the row, such as customer_id.");
            }
        }

        @Override
        public String toString() {
            return "the path of a single field";
        }
    }

    /** The key must hold paths that lead to one value each. */
    private static final class BoundPathsValidator implements ConfigDef.Validator {
        @Override
        public void ensureValid(String name, @Nullable Object value) {
            if (value instanceof List<?> paths) {
                for (Object path : paths) {
                    List<Step> steps = parse(name, path).steps();
                    if (!steps.stream().allMatch(Step.Field.class::isInstance)) {
                        throw new ConfigException(
                                name + ": " + path
                                        + " leads to many values. Bind to single fields of the row, such as id or address.city.");
                    }
                }
                if (paths.size() > 255 || paths.stream().distinct().count() != paths.size()) {
                    throw new ConfigException(name + " names a field twice, or more than 255. Name each once.");
                }
            }
        }

        @Override
        public String toString() {
            return "paths of single fields";
        }
    }
}
