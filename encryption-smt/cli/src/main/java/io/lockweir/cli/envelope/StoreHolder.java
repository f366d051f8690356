package io.lockweir.cli.envelope;

import io.lockweir.cli.config.KeySection;
import io.lockweir.cli.config.ToolConfig;
import io.lockweir.cli.output.Progress;
import io.lockweir.cli.store.RecordFields;
import io.lockweir.cli.store.ScopeText;
import io.lockweir.cli.store.StoreStart;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.envelope.EnvelopeHeader;
import io.lockweir.encryption.keys.DekLookup;
import io.lockweir.encryption.keys.DekRecord;
import io.lockweir.encryption.keys.DekStore;
import io.lockweir.encryption.keys.EnvelopeKeySource;
import io.lockweir.encryption.keys.EnvelopeSettings;
import io.lockweir.encryption.keys.Keks;
import io.lockweir.encryption.keys.KeyBudget;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Data keys in a store, wrapped: their records say by whom. */
final class StoreHolder implements KeyHolder {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    private final DekStore store;
    private final EnvelopeKeySource source;
    private final @Nullable Scope configured;

    private StoreHolder(DekStore store, EnvelopeKeySource source, @Nullable Scope configured) {
        this.store = store;
        this.source = source;
        this.configured = configured;
    }

    static KeyHolder of(ToolConfig config, @Nullable Scope scope) {
        KeySection section = new KeySection(config);
        Keks keks = section.openKeks();
        try {
            DekStore store = section.openStore();
            EnvelopeKeySource source = EnvelopeKeySource.open(
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
            StoreStart.await(store, LONGEST_START, Progress.NONE);
            return new StoreHolder(store, source, scope);
        } catch (RuntimeException | Error e) {
            keks.close();
            throw e;
        }
    }

    @Override
    public Origin origin(DekId id) {
        List<DekRecord> records = store.find(id);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("source", "envelope");
        fields.put("records", records.stream().map(RecordFields::of).toList());
        String text = records.isEmpty()
                ? "no record in the store"
                : ScopeText.of(records.get(0).scope()) + ", KEKs "
                        + records.stream()
                                .flatMap(record -> record.wraps().stream())
                                .map(DekRecord.Wrap::kekLabel)
                                .distinct()
                                .toList()
                        + ", created " + records.get(0).created() + " by "
                        + records.get(0).createdBy();
        return new Origin(!records.isEmpty(), fields, "%-14s %s".formatted("comes from", text));
    }

    @Override
    public EnvelopeOpening opening(byte[] envelope, Part part, Optional<FieldPath> field) {
        DekId id = DekId.at(envelope, EnvelopeHeader.DEK_ID);
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
}
