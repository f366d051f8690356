package io.lockweir.connect.metrics;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.RegistryKey;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.kms.KmsCall;
import io.lockweir.encryption.kms.KmsException;
import java.time.Duration;
import java.util.List;

/** Tells several listeners, in their order. */
final class EventFan implements KeyEvents {
    private final List<KeyEvents> listeners;

    EventFan(List<KeyEvents> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void called(KmsCall call) {
        listeners.forEach(each -> each.called(call));
    }

    @Override
    public void created(DekId id, Scope scope, List<String> kekLabels) {
        listeners.forEach(each -> each.created(id, scope, kekLabels));
    }

    @Override
    public void published(DekId id, Scope scope, List<String> kekLabels, Duration took) {
        listeners.forEach(each -> each.published(id, scope, kekLabels, took));
    }

    @Override
    public void rotated(Scope scope, DekId current) {
        listeners.forEach(each -> each.rotated(scope, current));
    }

    @Override
    public void leased(DekId id, int uses) {
        listeners.forEach(each -> each.leased(id, uses));
    }

    @Override
    public void unwrapped(DekId id, Scope scope, String kekLabel, Duration took) {
        listeners.forEach(each -> each.unwrapped(id, scope, kekLabel, took));
    }

    @Override
    public void confirmed(DekId id, Scope scope, String kekLabel) {
        listeners.forEach(each -> each.confirmed(id, scope, kekLabel));
    }

    @Override
    public void lookedUp(DekId id, Lookup result) {
        listeners.forEach(each -> each.lookedUp(id, result));
    }

    @Override
    public void denied(DekId id, Scope scope, String kekLabel, KmsException.Kind kind) {
        listeners.forEach(each -> each.denied(id, scope, kekLabel, kind));
    }

    @Override
    public void unavailable(DekId id, Scope scope, String from) {
        listeners.forEach(each -> each.unavailable(id, scope, from));
    }

    @Override
    public void evicted(DekId id, Scope scope, Eviction reason) {
        listeners.forEach(each -> each.evicted(id, scope, reason));
    }

    @Override
    public void poisoned(DekId id, String kekLabel) {
        listeners.forEach(each -> each.poisoned(id, kekLabel));
    }

    @Override
    public void poison(String store, int partition, long offset) {
        listeners.forEach(each -> each.poison(store, partition, offset));
    }

    @Override
    public void shredded(String subject, Scope scope) {
        listeners.forEach(each -> each.shredded(subject, scope));
    }

    @Override
    public void registered(RegistryKey key) {
        listeners.forEach(each -> each.registered(key));
    }

    @Override
    public void opened(RegistryKey key) {
        listeners.forEach(each -> each.opened(key));
    }

    @Override
    public void refused(RegistryKey key, KeyUnavailableError.Reason reason) {
        listeners.forEach(each -> each.refused(key, reason));
    }

    @Override
    public void close() {
        listeners.forEach(KeyEvents::close);
    }
}
