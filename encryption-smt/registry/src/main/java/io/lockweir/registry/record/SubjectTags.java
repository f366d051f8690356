package io.lockweir.registry.record;

import io.lockweir.encryption.confluent.MessageIndexes;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.registry.RegisteredSchema;
import io.lockweir.registry.RegistryClient;
import io.lockweir.registry.tag.TaggedFields;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The tags of subjects' latest schemas. Fetched once in a process and time to live, as schemas are: a tag that is added counts no later than
 * that. Safe for many threads.
 */
public final class SubjectTags {
    private static final int MOST_SUBJECTS = 10_000;

    private final RegistryClient client;
    private final Bodies bodies;
    private final ConcurrentMap<String, Found> found = new ConcurrentHashMap<>();

    /** Does no call; the client stays the caller's. */
    public SubjectTags(RegistryClient client) {
        this.client = client;
        this.bodies = new Bodies(client.schemas()::referred);
    }

    /**
     * The fields of a subject's latest schema; the same object while the schema stays.
     *
     * @throws KeyUnavailableError if it can't be had, or its tags can't be kept; without them clear text would pass
     */
    public TaggedFields of(String subject) {
        RegisteredSchema schema = client.schemas().latest(subject);
        Found known = found.get(subject);
        if (known != null && known.schema().equals(schema)) {
            return known.fields();
        }
        if (found.size() >= MOST_SUBJECTS) {
            found.clear();
        }
        Found made = new Found(schema, read(subject, schema));
        found.put(subject, made);
        return made.fields();
    }

    /** Lets the next question ask the registry, which may have a newer schema. */
    public void forget(String subject) {
        client.schemas().forgetLatest(subject);
    }

    private TaggedFields read(String subject, RegisteredSchema schema) {
        try {
            return bodies.tags(schema, MessageIndexes.FIRST, schema.metadata());
        } catch (IllegalArgumentException e) {
            throw refused(subject, String.valueOf(e.getMessage()), e);
        } catch (LinkageError e) {
            throw refused(
                    subject,
                    "A library for " + schema.format() + " is not there ("
                            + e.getClass().getName() + "). Put it beside this program's jars",
                    e);
        }
    }

    private static KeyUnavailableError refused(String subject, String why, Throwable cause) {
        return new KeyUnavailableError(
                KeyUnavailableError.Reason.DENIED,
                "The latest schema of subject " + subject + " is refused. " + why,
                cause);
    }

    private record Found(RegisteredSchema schema, TaggedFields fields) {}
}
