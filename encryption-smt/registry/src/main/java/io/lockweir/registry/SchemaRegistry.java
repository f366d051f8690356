package io.lockweir.registry;

import com.google.gson.JsonElement;
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
    private final RegistryHttp http;
    private final SingleFlightCache<String, RegisteredSchema> cache;

    SchemaRegistry(RegistryHttp http, CacheBounds bounds, Clock clock) {
        this.http = http;
        this.cache = new SingleFlightCache<>(bounds, clock);
    }

    /**
     * The schema that a record names.
     *
     * @param subject of the record, which a registry with contexts needs
     * @throws KeyUnavailableError if it can't be had; an error, not a defect of the record, because without its rules a record would
     *     pass as it is
     */
    public RegisteredSchema byReference(SchemaReference reference, String subject) {
        if (reference instanceof SchemaReference.Id id) {
            return cached(RegistryHttp.path("schemas", "ids", String.valueOf(id.id())) + query(subject));
        }
        SchemaReference.Guid guid = (SchemaReference.Guid) reference;
        return cached(RegistryHttp.path("schemas", "guids", guid.guid().toString()));
    }

    /**
     * The schema that a subject has now.
     *
     * @throws KeyUnavailableError as {@link #byReference} does
     */
    public RegisteredSchema latest(String subject) {
        return cached(RegistryHttp.path("subjects", subject, "versions", "latest"));
    }

    private static String query(String subject) {
        return "?subject=" + URLEncoder.encode(subject, StandardCharsets.UTF_8);
    }

    private RegisteredSchema cached(String path) {
        return cache.get(path, () -> fetched(path));
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
}
