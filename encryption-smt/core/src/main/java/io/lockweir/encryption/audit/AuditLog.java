package io.lockweir.encryption.audit;

import io.lockweir.encryption.audit.AuditEvent.Field;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.RegistryKey;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.kms.KmsException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line of JSON per key event to the logger {@value #LOGGER}, and nothing else to it: route it where audit lines are kept.
 * Refusals and forged records are WARN, everything else is INFO. Safe for use by many threads.
 */
public final class AuditLog implements KeyEvents {
    /** The name of the logger. */
    public static final String LOGGER = "io.lockweir.audit";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

    private final String principal;
    private final Clock clock;
    private final Consumer<String> info;
    private final Consumer<String> warn;

    /**
     * A log in somebody's name.
     *
     * @param principal who acts; {@link Principal#ofProcess} for a worker
     */
    public AuditLog(String principal) {
        this(principal, Clock.systemUTC(), LOG::info, LOG::warn);
    }

    AuditLog(String principal, Clock clock, Consumer<String> info, Consumer<String> warn) {
        this.principal = principal;
        this.clock = clock;
        this.info = info;
        this.warn = warn;
    }

    @Override
    public void created(DekId id, Scope scope, List<String> kekLabels) {
        say(about(AuditEvent.CREATED, id, scope).put(Field.KEKS, kekLabels));
    }

    @Override
    public void published(DekId id, Scope scope, List<String> kekLabels, Duration took) {
        say(about(AuditEvent.PUBLISHED, id, scope).put(Field.KEKS, kekLabels).put(Field.TOOK_MS, took.toMillis()));
    }

    @Override
    public void rotated(Scope scope, DekId current) {
        say(about(AuditEvent.ROTATED, current, scope));
    }

    @Override
    public void unwrapped(DekId id, Scope scope, String kekLabel, Duration took) {
        say(about(AuditEvent.UNWRAPPED, id, scope).put(Field.KEK, kekLabel).put(Field.TOOK_MS, took.toMillis()));
    }

    @Override
    public void confirmed(DekId id, Scope scope, String kekLabel) {
        say(about(AuditEvent.CONFIRMED, id, scope).put(Field.KEK, kekLabel));
    }

    @Override
    public void denied(DekId id, Scope scope, String kekLabel, KmsException.Kind kind) {
        warn(about(AuditEvent.DENIED, id, scope).put(Field.KEK, kekLabel).put(Field.REASON, kind.name()));
    }

    @Override
    public void unavailable(DekId id, Scope scope, String from) {
        say(about(AuditEvent.UNAVAILABLE, id, scope).put(Field.FROM, from));
    }

    @Override
    public void evicted(DekId id, Scope scope, Eviction reason) {
        say(about(AuditEvent.EVICTED, id, scope).put(Field.REASON, reason.name()));
    }

    @Override
    public void poisoned(DekId id, String kekLabel) {
        warn(line(AuditEvent.POISONED).put(Field.KEY, id.toString()).put(Field.KEK, kekLabel));
    }

    @Override
    public void poison(String store, int partition, long offset) {
        warn(line(AuditEvent.POISON)
                .put(Field.STORE, store)
                .put(Field.PARTITION, partition)
                .put(Field.OFFSET, offset));
    }

    @Override
    public void shredded(String subject, Scope scope) {
        say(scope(line(AuditEvent.SHREDDED).put(Field.SUBJECT, subject), scope));
    }

    @Override
    public void registered(RegistryKey key) {
        say(about(AuditEvent.REGISTERED, key));
    }

    @Override
    public void opened(RegistryKey key) {
        say(about(AuditEvent.OPENED, key));
    }

    @Override
    public void refused(RegistryKey key, KeyUnavailableError.Reason reason) {
        warn(about(AuditEvent.REFUSED, key).put(Field.REASON, reason.name()));
    }

    /** Old copies of a namespace's log are worthless once these KEKs are destroyed. */
    public void finalized(String namespace, List<String> kekLabels, long records) {
        say(line(AuditEvent.FINALIZED)
                .put(Field.SCOPE, namespace)
                .put(Field.KEKS, kekLabels)
                .put(Field.RECORDS, records));
    }

    /** A data key is wrapped under these KEKs too. */
    public void rewrapped(DekId id, Scope scope, List<String> kekLabels) {
        say(about(AuditEvent.REWRAPPED, id, scope).put(Field.KEKS, kekLabels));
    }

    /** The key of a namespace's subjects is wrapped under these KEKs too. */
    public void namespaceRewrapped(String namespace, List<String> kekLabels) {
        say(line(AuditEvent.NAMESPACE_REWRAPPED).put(Field.SCOPE, namespace).put(Field.KEKS, kekLabels));
    }

    /** Wrapped keys were written to a file. */
    public void exported(Kept what, long records) {
        say(line(AuditEvent.EXPORTED).put(Field.WHAT, what.label).put(Field.RECORDS, records));
    }

    /** Wrapped keys of a file were published. */
    public void restored(Kept what, long records) {
        say(line(AuditEvent.RESTORED).put(Field.WHAT, what.label).put(Field.RECORDS, records));
    }

    /** A topic was copied under other data keys. */
    public void reencrypted(String topic, String target, long records) {
        say(line(AuditEvent.REENCRYPTED)
                .put(Field.TOPIC, topic)
                .put(Field.TARGET, target)
                .put(Field.RECORDS, records));
    }

    /**
     * A key of a keyset was made or changed.
     *
     * @param action create, add, promote or disable
     * @param key its id in the keyset
     */
    public void keysetChanged(String action, String key) {
        say(line(AuditEvent.KEYSET_CHANGED).put(Field.ACTION, action).put(Field.KEYSET_KEY, key));
    }

    /** What a backup is of. */
    public enum Kept {
        DATA_KEYS("data-keys"),
        SUBJECTS("subjects");

        private final String label;

        Kept(String label) {
            this.label = label;
        }
    }

    private AuditLine about(AuditEvent event, DekId id, Scope scope) {
        return scope(line(event).put(Field.KEY, id.toString()), scope);
    }

    private AuditLine about(AuditEvent event, RegistryKey key) {
        return line(event)
                .put(Field.KEK, key.kek())
                .put(Field.SCHEMA_SUBJECT, key.subject())
                .put(Field.ALGORITHM, key.algorithm())
                .put(Field.VERSION, key.version());
    }

    private AuditLine line(AuditEvent event) {
        return new AuditLine(clock.instant(), event, principal);
    }

    private static AuditLine scope(AuditLine line, Scope scope) {
        return line.put(Field.SCOPE, scope.name())
                .put(Field.SUITE, HexFormat.of().toHexDigits((byte)
                        scope.suite().code()));
    }

    private void say(AuditLine line) {
        info.accept(line.toString());
    }

    private void warn(AuditLine line) {
        warn.accept(line.toString());
    }
}
