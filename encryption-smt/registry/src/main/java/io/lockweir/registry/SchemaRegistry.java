package io.lockweir.registry;

import com.google.gson.JsonElement;
import io.lockweir.encryption.confluent.BodyFormat;
import io.lockweir.encryption.confluent.SchemaReference;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.KeyUnavailableError.Reason;
import io.lockweir.registry.http.RegistryException;
import io.lockweir.registry.http.RegistryHttp;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/**
 * Schemas by id, by guid, and the latest of a subject, each with metadata and rules. Fetched once in a process and time to live: the
 * rules of a schema never change, but a schema may be deleted. Safe for many threads.
 */
public final class SchemaRegistry {
    private static final String SERIALIZED = "serialized";

    private final RegistryHttp http;
    private final SingleFlightCache<Question, RegisteredSchema> cache;

    SchemaRegistry(RegistryHttp http, CacheBounds bounds, Clock clock) {
        this.http = http;
        this.cache = new SingleFlightCache<>(bounds, clock);
    }

    /**
     * The schema that a record names. One of Protobuf has as its text the base64 of its file descriptor, which the registry makes.
     *
     * @param subject of the record, which a registry with contexts needs
     * @throws KeyUnavailableError if it can't be had; an error, not a defect of the record, because without its rules a record would
     *     pass as it is
     */
    public RegisteredSchema byReference(SchemaReference reference, String subject) {
        return cached(new ByReference(reference, subject));
    }

    /**
     * The schema that a subject has now.
     *
     * @throws KeyUnavailableError as {@link #byReference} does
     */
    public RegisteredSchema latest(String subject) {
        return cached(new OfSubject(subject, "latest"));
    }

    /** Lets the next {@link #latest} of the subject ask the registry. */
    public void forgetLatest(String subject) {
        cache.forget(new OfSubject(subject, "latest"));
    }

    /**
     * The schema that another one refers to.
     *
     * @throws KeyUnavailableError as {@link #byReference} does
     */
    public RegisteredSchema referred(RegisteredSchema.Reference reference) {
        return cached(new OfSubject(reference.subject(), String.valueOf(reference.version())));
    }

    private RegisteredSchema cached(Question question) {
        return cache.get(question, () -> {
            RegisteredSchema schema = fetched(question.path(""));
            // What is asked for in another form may come without what belongs to it.
            return schema.format() == BodyFormat.PROTOBUF
                    ? schema.withText(fetched(question.path(SERIALIZED)).text())
                    : schema;
        });
    }

    private RegisteredSchema fetched(String path) {
        String what = "read schema " + path;
        try {
            JsonElement json = http.get(what, path);
            Optional<RegisteredSchema> schema =
                    json.isJsonObject() ? RegisteredSchema.of(json.getAsJsonObject()) : Optional.empty();
            return schema.orElseThrow(() -> RegistryException.unusable(what));
        } catch (RegistryException e) {
            throw Deks.failure(e);
        } catch (IllegalArgumentException e) {
            throw new KeyUnavailableError(
                    Reason.DENIED, "The rules of schema " + path + " are refused: " + e.getMessage(), e);
        }
    }

    /** What is asked for. Texts are made only when it is not in the cache. */
    private sealed interface Question {
        /** @param format that the schema is to be in; empty for its own */
        String path(String format);
    }

    private record ByReference(SchemaReference reference, String subject) implements Question {
        @Override
        public String path(String format) {
            if (reference instanceof SchemaReference.Id id) {
                return RegistryHttp.path("schemas", "ids", String.valueOf(id.id()))
                        + query("subject", subject, "format", format);
            }
            SchemaReference.Guid guid = (SchemaReference.Guid) reference;
            return RegistryHttp.path("schemas", "guids", guid.guid().toString()) + query("format", format);
        }
    }

    private record OfSubject(String subject, String version) implements Question {
        @Override
        public String path(String format) {
            return RegistryHttp.path("subjects", subject, "versions", version) + query("format", format);
        }
    }

    /** Names and values in turn; those that are empty are left out. */
    private static String query(String... parameters) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < parameters.length; i += 2) {
            if (!parameters[i + 1].isEmpty()) {
                query.append(query.isEmpty() ? "?" : "&")
                        .append(parameters[i])
                        .append('=')
                        .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
            }
        }
        return query.toString();
    }
}
