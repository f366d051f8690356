package io.lockweir.encryption.keys;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.kms.KmsException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it hears, as lines. */
final class RecordedEvents implements KeyEvents {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    List<String> lines() {
        return lines;
    }

    @Override
    public void created(DekId id, Scope scope, List<String> kekLabels) {
        lines.add("created " + kekLabels);
    }

    @Override
    public void published(DekId id, Scope scope, List<String> kekLabels, Duration took) {
        lines.add("published " + kekLabels);
    }

    @Override
    public void rotated(Scope scope, DekId current) {
        lines.add("rotated " + scope.name());
    }

    @Override
    public void unwrapped(DekId id, Scope scope, String kekLabel, Duration took) {
        lines.add("unwrapped " + kekLabel);
    }

    @Override
    public void confirmed(DekId id, Scope scope, String kekLabel) {
        lines.add("confirmed " + kekLabel);
    }

    @Override
    public void lookedUp(DekId id, Lookup result) {
        lines.add("lookedUp " + result);
    }

    @Override
    public void denied(DekId id, Scope scope, String kekLabel, KmsException.Kind kind) {
        lines.add("denied " + kekLabel + " " + kind);
    }

    @Override
    public void unavailable(DekId id, Scope scope, String from) {
        lines.add("unavailable " + from);
    }

    @Override
    public void evicted(DekId id, Scope scope, Eviction reason) {
        lines.add("evicted " + reason);
    }

    @Override
    public void poisoned(DekId id, String kekLabel) {
        lines.add("poisoned " + kekLabel);
    }

    @Override
    public void close() {
        lines.add("closed");
    }
}
