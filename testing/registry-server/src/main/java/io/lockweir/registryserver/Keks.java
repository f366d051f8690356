package io.lockweir.registryserver;

import com.google.gson.JsonObject;
import io.lockweir.kmsserver.Json;
import java.time.Clock;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The key-encryption keys. Not for several threads at once: the server takes one call after the other. */
final class Keks {
    private final TreeMap<String, KeyEncryptionKey> byName = new TreeMap<>();
    private final Clock clock;
    private int limit = 20_000;

    Keks(Clock clock) {
        this.clock = clock;
    }

    void limit(int keys) {
        limit = keys;
    }

    List<String> names(Predicate<KeyEncryptionKey> wanted) {
        return byName.values().stream()
                .filter(wanted)
                .map(KeyEncryptionKey::name)
                .toList();
    }

    KeyEncryptionKey find(String name, Predicate<KeyEncryptionKey> wanted) {
        KeyEncryptionKey kek = byName.get(name);
        if (kek == null || !wanted.test(kek)) {
            throw RegistryError.keyNotFound(name);
        }
        return kek;
    }

    KeyEncryptionKey any(String name) {
        return find(name, kek -> true);
    }

    KeyEncryptionKey live(String name) {
        return find(name, kek -> !kek.deleted());
    }

    JsonObject create(JsonObject body) {
        KeyEncryptionKey kek = KeyEncryptionKey.of(body, clock.millis());
        KeyEncryptionKey old = byName.get(kek.name());
        if (old != null) {
            throw old.deleted() ? RegistryError.mustUndelete(kek.name()) : RegistryError.keyExists(kek.name());
        }
        if (byName.size() >= limit) {
            throw RegistryError.tooManyKeys();
        }
        return put(kek);
    }

    JsonObject update(String name, JsonObject body) {
        if (Json.text(body, "name").filter(text -> !text.equals(name)).isPresent()) {
            throw RegistryError.invalidKey("name");
        }
        return put(live(name).updated(body, clock.millis()));
    }

    void softDelete(String name) {
        put(live(name).withDeleted(true));
    }

    void delete(String name) {
        if (!any(name).deleted()) {
            throw RegistryError.keyNotSoftDeleted(name);
        }
        byName.remove(name);
    }

    void undelete(String name) {
        put(any(name).withDeleted(false));
    }

    private JsonObject put(KeyEncryptionKey kek) {
        byName.put(kek.name(), kek);
        return kek.json();
    }
}
