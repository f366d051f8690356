package io.lockweir.registryserver;

import com.google.gson.JsonObject;
import io.lockweir.kmsserver.Json;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The data keys. Not for several threads at once: the server takes one call after the other. */
final class Deks {
    private final Map<DataKey.Id, DataKey> byId = new LinkedHashMap<>();
    private final Clock clock;
    private final ServerKms kms;

    Deks(Clock clock, ServerKms kms) {
        this.clock = clock;
        this.kms = kms;
    }

    List<DataKey> matching(Predicate<DataKey> wanted) {
        return byId.values().stream()
                .filter(wanted)
                .sorted(Comparator.comparingInt(dek -> dek.id().version()))
                .toList();
    }

    JsonObject create(KeyEncryptionKey kek, String subject, JsonObject body) {
        DataKey.Id id = DataKey.Id.of(kek.name(), subject, body);
        DataKey old = byId.get(id);
        if (old != null) {
            throw old.deleted() ? RegistryError.mustUndelete(subject) : RegistryError.keyExists(subject);
        }
        Optional<String> given = Json.text(body, "encryptedKeyMaterial").filter(text -> !text.isEmpty());
        if (given.isEmpty() && !kek.shared()) {
            throw RegistryError.invalidKey("encryptedKeyMaterial");
        }
        String material = given.orElseGet(() -> kms.generate(kek, id.algorithm()));
        DataKey dek = new DataKey(id, material, clock.millis(), false);
        byId.put(id, dek);
        return shown(kek, dek);
    }

    /** One data key; a version of -1 is the latest. */
    JsonObject get(KeyEncryptionKey kek, String subject, String version, Call call) {
        boolean deletedToo = call.flag("deleted");
        List<DataKey> found =
                matching(dek -> dek.id().isOf(kek.name(), subject, call.algorithm()) && (deletedToo || !dek.deleted()));
        Optional<DataKey> wanted = version.equals("-1") || version.equals("latest")
                ? found.stream().reduce((first, second) -> second)
                : found.stream()
                        .filter(dek -> String.valueOf(dek.id().version()).equals(version))
                        .findFirst();
        return shown(kek, wanted.orElseThrow(() -> RegistryError.keyNotFound(subject)));
    }

    void softDelete(List<DataKey> deks, String what) {
        List<DataKey> live = deks.stream().filter(dek -> !dek.deleted()).toList();
        if (live.isEmpty()) {
            throw RegistryError.keyNotFound(what);
        }
        live.forEach(dek -> byId.put(dek.id(), dek.withDeleted(true)));
    }

    void delete(List<DataKey> deks, String what) {
        if (deks.isEmpty()) {
            throw RegistryError.keyNotFound(what);
        }
        if (deks.stream().anyMatch(dek -> !dek.deleted())) {
            throw RegistryError.keyNotSoftDeleted(what);
        }
        deks.forEach(dek -> byId.remove(dek.id()));
    }

    void undelete(List<DataKey> deks, String what) {
        if (deks.isEmpty()) {
            throw RegistryError.keyNotFound(what);
        }
        deks.forEach(dek -> byId.put(dek.id(), dek.withDeleted(false)));
    }

    private JsonObject shown(KeyEncryptionKey kek, DataKey dek) {
        return dek.json(kek.shared() ? Optional.of(kms.unwrap(kek, dek.encryptedKeyMaterial())) : Optional.empty());
    }
}
