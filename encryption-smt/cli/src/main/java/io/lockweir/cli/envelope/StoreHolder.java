package io.lockweir.cli.envelope;

import io.lockweir.cli.config.KeySection;
import io.lockweir.cli.config.ToolConfig;
import io.lockweir.cli.output.Progress;
import io.lockweir.cli.store.RecordFields;
import io.lockweir.cli.store.ScopeText;
import io.lockweir.cli.store.StoreStart;
import io.lockweir.cli.subject.SubjectLogs;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.envelope.EnvelopeHeader;
import io.lockweir.encryption.keys.DataKey;
import io.lockweir.encryption.keys.DataKeyUse;
import io.lockweir.encryption.keys.DekLookup;
import io.lockweir.encryption.keys.DekRecord;
import io.lockweir.encryption.keys.DekStore;
import io.lockweir.encryption.keys.EnvelopeKeySource;
import io.lockweir.encryption.keys.EnvelopeSettings;
import io.lockweir.encryption.keys.Keks;
import io.lockweir.encryption.keys.KeyBudget;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.shred.ShreddedKeyException;
import io.lockweir.encryption.shred.SubjectKey;
import io.lockweir.encryption.shred.SubjectKeys;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Data keys in a store, wrapped: their records say by whom. Those of subjects stand in a log of their own, where one is configured. */
final class StoreHolder implements KeyHolder {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    private final DekStore store;
    private final KeySource source;
    private final @Nullable SubjectKeys subjects;
    private final @Nullable Scope configured;

    private StoreHolder(DekStore store, KeySource source, @Nullable SubjectKeys subjects, @Nullable Scope configured) {
        this.store = store;
        this.source = source;
        this.subjects = subjects;
        this.configured = configured;
    }

    static KeyHolder of(ToolConfig config, @Nullable Scope scope) {
        KeySection section = new KeySection(config);
        Keks keks = section.openKeks();
        DekStore store;
        KeySource source;
        try {
            store = section.openStore();
            source = source(keks, store);
        } catch (RuntimeException | Error e) {
            keks.close();
            throw e;
        }
        try {
            StoreStart.await(store, LONGEST_START, Progress.NONE);
            if (scope == null || scope instanceof Scope.Join || !section.hasSubjects()) {
                return new StoreHolder(store, source, null, scope);
            }
            SubjectKeys subjects = SubjectLogs.keys(section, keks, scope.name(), KeyEvents.NONE);
            return new StoreHolder(store, new SubjectsFirst(subjects, source), subjects, scope);
        } catch (RuntimeException | Error e) {
            source.close();
            throw e;
        }
    }

    private static EnvelopeKeySource source(Keks keks, DekStore store) {
        return EnvelopeKeySource.open(
                keks,
                store,
                DekLookup.NONE,
                new EnvelopeSettings(
                        List.of(),
                        KeyBudget.DEFAULT,
                        EnvelopeSettings.DEFAULT_TTL,
                        EnvelopeSettings.DEFAULT_MAX_STALE,
                        Duration.ZERO,
                        "lockweir-keys"),
                KeyEvents.NONE);
    }

    @Override
    public Origin origin(DekId id) {
        List<DekRecord> records = store.find(id);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("source", "envelope");
        Kind kind = kind(id, records);
        fields.put("kind", kind.name().toLowerCase(Locale.ROOT));
        fields.put("records", records.stream().map(RecordFields::of).toList());
        return new Origin(kind != Kind.UNKNOWN, fields, "%-14s %s".formatted("comes from", text(kind, records)));
    }

    /** Whose key it is. */
    private enum Kind {
        /** A writer's. */
        DATA_KEY,
        /** A join domain's. */
        DOMAIN,
        /** A data subject's. */
        SUBJECT,
        /** That of a subject that was shredded. */
        SHREDDED_SUBJECT,
        UNKNOWN
    }

    private Kind kind(DekId id, List<DekRecord> records) {
        if (!records.isEmpty()) {
            return records.get(0).scope() instanceof Scope.Join ? Kind.DOMAIN : Kind.DATA_KEY;
        }
        if (subjects == null || configured == null) {
            return Kind.UNKNOWN;
        }
        try {
            return subjects.find(id, configured).isPresent() ? Kind.SUBJECT : Kind.UNKNOWN;
        } catch (ShreddedKeyException e) {
            return Kind.SHREDDED_SUBJECT;
        }
    }

    private String text(Kind kind, List<DekRecord> records) {
        return switch (kind) {
            case UNKNOWN ->
                subjects == null
                        ? "no record in the store; keys of subjects were not looked at (store.subjects.topic is not set, or it is of a domain)"
                        : "no record in the store, nor in the topic of subjects";
            case SUBJECT -> "the key of a subject, " + ScopeText.of(Objects.requireNonNull(configured));
            case SHREDDED_SUBJECT ->
                "the key of a subject that was shredded, " + ScopeText.of(Objects.requireNonNull(configured));
            case DATA_KEY, DOMAIN ->
                ScopeText.of(records.get(0).scope()) + ", KEKs "
                        + records.stream()
                                .flatMap(record -> record.wraps().stream())
                                .map(DekRecord.Wrap::kekLabel)
                                .distinct()
                                .toList()
                        + ", created " + records.get(0).created() + " by "
                        + records.get(0).createdBy();
        };
    }

    @Override
    public EnvelopeOpening opening(byte[] envelope, Part part, Optional<FieldPath> field) {
        DekId id = DekId.at(envelope, EnvelopeHeader.DEK_ID);
        if (kind(id, store.find(id)) == Kind.SHREDDED_SUBJECT) {
            return new EnvelopeOpening(
                    EnvelopeOpening.Status.SHREDDED,
                    "Its subject was shredded: nobody opens it again",
                    Optional.empty());
        }
        Optional<Scope> scope = store.find(id).stream().map(DekRecord::scope).findFirst();
        return scope.or(() -> Optional.ofNullable(configured))
                .map(found -> Places.opening(envelope, source, found, part, field))
                .orElseGet(() ->
                        EnvelopeOpening.notTried("Its data key is not in the store, and its domain is not known"));
    }

    @Override
    public void close() {
        source.close();
    }

    /** Reads under the keys of subjects too. */
    private record SubjectsFirst(SubjectKeys subjects, KeySource others) implements KeySource {
        @Override
        public DataKeyUse encryptingKey(Scope scope) {
            return others.encryptingKey(scope);
        }

        @Override
        public DataKey decryptingKey(DekId id, Scope scope) {
            Optional<SubjectKey> key = scope instanceof Scope.Join ? Optional.empty() : subjects.find(id, scope);
            return key.isPresent() ? key.get() : others.decryptingKey(id, scope);
        }

        @Override
        public void close() {
            subjects.close();
            others.close();
        }
    }
}
