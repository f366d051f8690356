package io.lockweir.registry.json;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.lockweir.registry.rule.EncryptionRule;
import io.lockweir.registry.rule.EncryptionRules;
import io.lockweir.registry.rule.EncryptionRules.Direction;
import io.lockweir.registry.rule.FieldCipher;
import io.lockweir.registry.rule.FieldTurning;
import io.lockweir.registry.rule.Metadata;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one JSON Schema that rules mean. A property is meant if a rule has one of its tags, inline
 * ({@code "confluent:tags"} in its schema) or in the metadata, by its path {@code $.a.b}, in which elements of arrays are no step. Texts are
 * encrypted, those in arrays one by one. Values are those of Java: maps, lists, texts, numbers, booleans and null. Safe for many
 * threads.
 */
public final class JsonFields {
    private static final String ROOT = "$";

    private final Place root;
    private final EncryptionRules rules;
    private final Metadata metadata;

    private JsonFields(Place root, EncryptionRules rules, Metadata metadata) {
        this.root = root;
        this.rules = rules;
        this.metadata = metadata;
    }

    /**
     * Reads a schema and looks at every property that it names.
     *
     * @throws IllegalArgumentException if it is none, refers to another document, or has tags that no rule means
     */
    public static JsonFields of(String schema, EncryptionRules rules, Metadata metadata) {
        JsonElement parsed;
        try {
            parsed = JsonParser.parseString(schema);
        } catch (JsonParseException e) {
            throw new IllegalArgumentException("The schema is no JSON", e);
        }
        if (!(parsed instanceof JsonObject document)) {
            throw new IllegalArgumentException("The schema is no JSON object; properties of it can't be named");
        }
        JsonFields fields = new JsonFields(Place.of(document), rules, metadata);
        fields.check(ROOT, fields.root, new HashSet<>());
        if (rules.direction() == Direction.WRITE) {
            Overlooked.refuse(document);
        }
        return fields;
    }

    /** Whether no property is meant, whatever the value holds. */
    public boolean isEmpty() {
        boolean byTags = rules.fields().stream().noneMatch(rule -> rule.tags().isEmpty());
        return rules.fields().isEmpty() || (byTags && metadata.tags().isEmpty() && !Place.hasTags(root.document()));
    }

    /**
     * A value with its properties encrypted, or decrypted, as the rules' direction has it.
     *
     * @param value left as it is
     * @throws IllegalArgumentException if a property with tags holds what can't be encrypted, such as a number
     * @throws io.lockweir.encryption.failure.EnvelopeException if a text can't be encrypted or decrypted
     */
    public @Nullable Object turned(@Nullable Object value, FieldCipher cipher) {
        if (!(value instanceof Map<?, ?>)) {
            throw new IllegalArgumentException(
                    "The record is no JSON object: properties of it can't be named, and it would go in clear");
        }
        return turned(ROOT, ROOT, Optional.of(root), Optional.empty(), value, cipher);
    }

    /** @param shown the path for messages: names that only the value has may be data themselves */
    private @Nullable Object turned(
            String path,
            String shown,
            Optional<Place> place,
            Optional<Meant> meant,
            @Nullable Object value,
            FieldCipher cipher) {
        if (value instanceof Map<?, ?> object) {
            refuse(shown, meant, value);
            Map<String, @Nullable Object> to = new LinkedHashMap<>();
            object.forEach((key, each) -> {
                String name = String.valueOf(key);
                String inner = path + "." + name;
                Optional<Place> property = place.flatMap(known -> known.property(name));
                String shownInner =
                        shown + "." + (place.filter(known -> known.names(name)).isPresent() ? name : "*");
                to.put(name, turned(inner, shownInner, property, meant(inner, property), each, cipher));
            });
            return to;
        }
        if (value instanceof List<?> array) {
            Optional<Place> elements = place.flatMap(Place::elements);
            List<@Nullable Object> to = new ArrayList<>();
            array.forEach(each -> to.add(turned(path, shown, elements, meant, each, cipher)));
            return to;
        }
        if (value instanceof CharSequence text && meant.isPresent()) {
            return FieldTurning.text(shown, rules.direction(), meant.get().rule(), text.toString(), cipher);
        }
        if (value != null) {
            refuse(shown, meant, value);
        }
        return value;
    }

    private Optional<Meant> meant(String path, Optional<Place> place) {
        Set<String> tags = new HashSet<>(metadata.tagsOf(path));
        place.ifPresent(known -> tags.addAll(known.tags()));
        return rules.ruleOf(path, tags).map(rule -> new Meant(rule, !tags.isEmpty()));
    }

    private static void refuse(String path, Optional<Meant> meant, Object value) {
        if (meant.filter(Meant::tagged).isPresent()) {
            throw new IllegalArgumentException("Property " + path + " has tags and holds "
                    + value.getClass().getName() + ": only texts are encrypted, and it would go in clear");
        }
    }

    /** Rules are asked for every property that the schema names, so that what is wrong shows before the first record. */
    private void check(String path, Place place, Set<Place> seen) {
        if (!seen.add(place)) {
            return;
        }
        place.properties().forEach((name, property) -> {
            String inner = path + "." + name;
            Optional<Meant> unused = meant(inner, Optional.of(property));
            check(inner, property, seen);
        });
        place.elements().ifPresent(elements -> check(path, elements, seen));
    }

    private record Meant(EncryptionRule rule, boolean tagged) {}
}
