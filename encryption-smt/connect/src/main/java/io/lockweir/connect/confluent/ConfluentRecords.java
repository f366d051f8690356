package io.lockweir.connect.confluent;

import io.lockweir.connect.SharedRegistry;
import io.lockweir.connect.record.FieldObserver;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.registry.record.RecordCodec;
import io.lockweir.registry.record.RecordPart;
import io.lockweir.registry.record.RecordSettings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts and decrypts the bytes of keys or values as Confluent's clients do, by the rules of the schema that each record names. Equal
 * settings share schemas and data keys in a process. For many threads.
 */
public final class ConfluentRecords implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConfluentRecords.class);
    private static final String RULE = "registry";
    private static final int MOST_TOPICS = 10_000;

    private final SharedRegistry registry;
    private final RecordCodec codec;
    private final RecordSettings settings;
    private final RecordPart part;
    private final FieldObserver observer;
    private final ConcurrentMap<String, FieldObserver.FieldCounter> counters = new ConcurrentHashMap<>();

    /**
     * Opens the registry's client, which does no call.
     *
     * @param observer hears of each record as of one field, the whole
     * @throws org.apache.kafka.common.config.ConfigException naming a setting that is refused
     */
    public ConfluentRecords(ConfluentConfig config, boolean isKey, FieldObserver observer) {
        this.registry = config.registry().open();
        this.settings = config.records();
        this.part = isKey ? RecordPart.KEY : RecordPart.VALUE;
        this.observer = observer;
        this.codec = new RecordCodec(registry.client(), settings, this::met);
    }

    /**
     * To be called before the inner serializer: a header of another record's schema, as a source or mirror may have left it, must not
     * choose the rules of this one.
     */
    public void prepare(@Nullable Headers headers) {
        if (headers != null && settings.frame() == RecordSettings.Frame.HEADER) {
            headers.remove(part.header());
        }
    }

    /**
     * Encrypts what the inner serializer wrote.
     *
     * @param headers of the record, with what the inner serializer added
     * @return nothing where the schema's rules mean nothing of it
     * @throws RecordFailure if this record can't be encrypted
     * @throws io.lockweir.encryption.keys.KeyUnavailableError if schema, rules or data keys can't be had or kept
     */
    public Optional<byte[]> encrypt(String topic, @Nullable Headers headers, byte[] serialized) {
        return counted(topic, RecordFailure::writing, () -> codec.encrypt(topic, part, serialized, header(headers)));
    }

    /**
     * Decrypts for the inner deserializer.
     *
     * @return nothing where the schema's rules mean nothing of it
     * @throws RecordFailure if this record can't be decrypted
     * @throws io.lockweir.encryption.keys.KeyUnavailableError if schema, rules or data keys can't be had or kept
     */
    public Optional<byte[]> decrypt(String topic, @Nullable Headers headers, byte[] encrypted) {
        return counted(topic, RecordFailure::reading, () -> codec.decrypt(topic, part, encrypted, header(headers)));
    }

    @Override
    public void close() {
        registry.close();
    }

    private Optional<byte[]> counted(
            String topic,
            BiFunction<String, EnvelopeException, RecordFailure> failing,
            Supplier<Optional<byte[]>> turning) {
        try {
            Optional<byte[]> turned = turning.get();
            if (turned.isPresent()) {
                counter(topic).value();
            }
            return turned;
        } catch (EnvelopeException e) {
            throw failing.apply((part == RecordPart.KEY ? "the key" : "the value") + ", topic " + topic, e);
        }
    }

    private FieldObserver.FieldCounter counter(String topic) {
        FieldObserver.FieldCounter known = counters.get(topic);
        if (known != null) {
            return known;
        }
        if (counters.size() >= MOST_TOPICS) {
            counters.clear();
        }
        Part whole = part == RecordPart.KEY ? Part.WHOLE_KEY : Part.WHOLE_VALUE;
        return counters.computeIfAbsent(topic, first -> observer.found(first, whole, FieldPath.WHOLE, RULE));
    }

    private byte @Nullable [] header(@Nullable Headers headers) {
        if (headers == null) {
            return null;
        }
        Header header = headers.lastHeader(part.header());
        return header == null ? null : header.value();
    }

    private void met(String subject, String schema, boolean isEncrypted, List<String> clearBranches) {
        if (!isEncrypted) {
            LOG.warn(
                    "No rule means anything of schema {}, subject {}: its records are refused or pass in clear, as"
                            + " unmatched.topics says",
                    schema,
                    subject);
        }
        if (!clearBranches.isEmpty()) {
            LOG.warn(
                    "Fields {} of schema {}, subject {}, have tags and are unions that may hold what can't be encrypted: such"
                            + " values pass in clear",
                    clearBranches,
                    schema,
                    subject);
        }
    }
}
