package io.lockweir.registry.record;

import io.lockweir.encryption.confluent.Framing;
import io.lockweir.encryption.confluent.MessageIndexes;
import io.lockweir.encryption.confluent.SchemaReference;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.registry.RegisteredSchema;
import io.lockweir.registry.RegistryClient;
import io.lockweir.registry.record.RecordSettings.Frame;
import io.lockweir.registry.rule.ConfiguredRules;
import io.lockweir.registry.rule.EncryptionRules;
import io.lockweir.registry.rule.EncryptionRules.Direction;
import io.lockweir.registry.rule.Metadata;
import io.lockweir.registry.rule.RuleSet;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts and decrypts keys and values of records as they stand in a topic: a frame that names the schema, then a body in Avro, JSON or
 * Protobuf. In writing fields are encrypted first (CSFLE), then the whole body (CSPE), by the rules of the schema that the record names;
 * in reading the other way round. The frame stays in clear. Schemas are compiled once. Safe for many threads.
 */
public final class RecordCodec {
    private static final byte NATIVE = (byte) 0xE1;
    private static final int MOST_COMPILED = 10_000;

    private final RegistryClient client;
    private final RecordSettings settings;
    private final CodecListener listener;
    private final Bodies bodies;
    private final ConcurrentMap<Use, Compiled> compiled = new ConcurrentHashMap<>();

    /** A codec; the client stays the caller's, who closes it last. Does no call. */
    public RecordCodec(RegistryClient client, RecordSettings settings, CodecListener listener) {
        this.client = client;
        this.settings = settings;
        this.listener = listener;
        this.bodies = new Bodies(client.schemas()::referred);
    }

    /**
     * Encrypts what a serializer wrote.
     *
     * @param framed with its prefix, or the body alone where frames are headers
     * @param header the record's header {@link RecordPart#header}, null where there is none; not read where frames are prefixes
     * @return nothing where the schema's rules mean nothing of it
     * @throws EnvelopeException if this record can't be encrypted
     * @throws KeyUnavailableError if schema, rules or data keys can't be had or kept; no record is at fault
     */
    public Optional<byte[]> encrypt(String topic, RecordPart part, byte[] framed, byte @Nullable [] header) {
        return turned(Direction.WRITE, topic, part, framed, header);
    }

    /**
     * Decrypts what {@link #encrypt} made, or a client of Confluent's. Parameters and result are those of {@link #encrypt}.
     *
     * @throws EnvelopeException if this record can't be decrypted
     * @throws KeyUnavailableError if schema, rules or data keys can't be had or kept; no record is at fault
     */
    public Optional<byte[]> decrypt(String topic, RecordPart part, byte[] framed, byte @Nullable [] header) {
        return turned(Direction.READ, topic, part, framed, header);
    }

    private Optional<byte[]> turned(
            Direction direction, String topic, RecordPart part, byte[] framed, byte @Nullable [] header) {
        byte[] frame = frame(part, framed, header);
        boolean isPrefix = settings.frame() == Frame.PREFIX;
        SchemaReference reference = isPrefix ? Framing.schemaOfPrefix(frame) : Framing.schemaOfHeader(frame);
        RegisteredSchema schema =
                client.schemas().byReference(reference, settings.naming().known(topic, part));
        Framing framing =
                isPrefix ? Framing.ofPrefix(frame, schema.format()) : Framing.ofHeader(frame, schema.format());
        MessageIndexes indexes = framing.indexes().orElse(MessageIndexes.FIRST);
        RecordRules rules = rules(new Use(direction, topic, part, reference, indexes), schema);
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        int length = isPrefix ? framing.length() : 0;
        byte[] body = rules.turned(length == 0 ? framed : framing.body(framed));
        if (length == 0) {
            return Optional.of(body);
        }
        byte[] whole = Arrays.copyOf(framed, Math.addExact(length, body.length));
        System.arraycopy(body, 0, whole, length, body.length);
        return Optional.of(whole);
    }

    private byte[] frame(RecordPart part, byte[] framed, byte @Nullable [] header) {
        // A body without a prefix may begin with anything.
        if (settings.frame() == Frame.PREFIX && framed.length > 1 && framed[0] == NATIVE) {
            throw new EnvelopeException(
                    Reason.BAD_MAGIC,
                    "The record begins as an envelope of profile native does. Read it with profile=native, or compare the"
                            + " writer's profile");
        }
        if (settings.frame() == Frame.PREFIX) {
            return framed;
        }
        if (header == null) {
            throw new EnvelopeException(
                    Reason.BAD_MAGIC,
                    "The record has no header " + part.header()
                            + ", in which its schema's id is expected. Compare the writer's framing");
        }
        return header;
    }

    /** The registry's client gives the same object until it fetches a schema again; texts of schemas are long to compare. */
    @SuppressWarnings("ReferenceEquality")
    private RecordRules rules(Use use, RegisteredSchema schema) {
        Compiled known = compiled.get(use);
        if (known != null && known.schema() == schema) {
            return known.rules();
        }
        return compiledAnew(use, schema);
    }

    /** One schema at a time: it may be fetched meanwhile what it refers to, and everybody hears of it once. */
    private synchronized RecordRules compiledAnew(Use use, RegisteredSchema schema) {
        Compiled known = compiled.get(use);
        RecordRules rules = known != null && known.schema().equals(schema) ? known.rules() : compiled(use, schema);
        if (compiled.size() >= MOST_COMPILED) {
            compiled.clear();
        }
        compiled.put(use, new Compiled(schema, rules));
        return rules;
    }

    private RecordRules compiled(Use use, RegisteredSchema schema) {
        try {
            String subject =
                    settings.naming().subject(use.topic(), use.part(), () -> bodies.name(schema, use.indexes()));
            Optional<ConfiguredRules.OfSubjects> ours =
                    schema.rules().isEmpty() ? settings.rules().ofSubject(subject) : Optional.empty();
            RuleSet ruleSet = ours.map(ConfiguredRules.OfSubjects::rules).orElse(schema.rules());
            Metadata metadata =
                    ours.map(entry -> schema.metadata().and(entry.metadata())).orElse(schema.metadata());
            EncryptionRules rules = EncryptionRules.of(use.direction(), ruleSet, metadata);
            // Tags that no rule means are refused in writing, so that such a schema is looked through as well.
            boolean looksAtFields = !rules.fields().isEmpty()
                    || (use.direction() == Direction.WRITE && rules.payload().isEmpty());
            Optional<Body> fields = looksAtFields
                    ? Optional.of(bodies.body(schema, use.indexes(), rules, metadata, settings.clearBranches()))
                    : Optional.empty();
            RecordRules made = new RecordRules(rules, fields, client.keys(), subject);
            listener.met(
                    subject,
                    text(use.reference()),
                    !made.isEmpty(),
                    fields.map(Body::clearBranches).orElse(List.of()));
            return made;
        } catch (IllegalArgumentException e) {
            throw refused(use, String.valueOf(e.getMessage()), e);
        } catch (LinkageError e) {
            throw refused(
                    use,
                    "A library for " + schema.format() + " is not there ("
                            + e.getClass().getName() + "). Put it beside this program's jars",
                    e);
        }
    }

    private static KeyUnavailableError refused(Use use, String why, Throwable cause) {
        return new KeyUnavailableError(
                KeyUnavailableError.Reason.DENIED,
                "Schema " + text(use.reference()) + " of topic " + use.topic() + " is refused. " + why,
                cause);
    }

    private static String text(SchemaReference reference) {
        return reference instanceof SchemaReference.Id id
                ? String.valueOf(id.id())
                : ((SchemaReference.Guid) reference).guid().toString();
    }

    private record Use(
            Direction direction, String topic, RecordPart part, SchemaReference reference, MessageIndexes indexes) {}

    private record Compiled(RegisteredSchema schema, RecordRules rules) {}
}
