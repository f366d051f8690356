package io.lockweir.registry;

import com.google.gson.JsonObject;
import io.lockweir.registry.http.Json;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * A data key as the registry answers.
 *
 * @param version from 1
 * @param encrypted wrapped by its key-encryption key; empty where the registry shows none
 * @param clear the data key itself, with shared key-encryption keys alone; appears in no text
 * @param made when
 * @param deleted whether it is soft-deleted: still good for reading
 */
record WrappedDek(int version, Optional<byte[]> encrypted, Optional<byte[]> clear, Instant made, boolean deleted) {

    /** Nothing for an answer that is not of the scope, or no data key. */
    static Optional<WrappedDek> of(JsonObject json, DekScope scope) {
        Optional<Integer> version = Json.number(json, "version")
                .filter(number -> number >= 1 && number <= Integer.MAX_VALUE)
                .map(Long::intValue);
        Optional<Long> made = Json.number(json, "ts");
        boolean ofScope = Json.text(json, "kekName").filter(scope.kek()::equals).isPresent()
                && Json.text(json, "subject").filter(scope.subject()::equals).isPresent()
                && Json.text(json, "algorithm")
                        .filter(scope.algorithm().name()::equals)
                        .isPresent();
        Optional<byte[]> encrypted = bytes(json, "encryptedKeyMaterial");
        Optional<byte[]> clear = bytes(json, "keyMaterial");
        if (version.isEmpty() || made.isEmpty() || !ofScope || (encrypted.isEmpty() && clear.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new WrappedDek(
                version.get(),
                encrypted,
                clear,
                Instant.ofEpochMilli(made.get()),
                KeyEncryptionKey.flag(json, "deleted")));
    }

    private static Optional<byte[]> bytes(JsonObject json, String name) {
        try {
            return Json.text(json, name).filter(text -> !text.isEmpty()).map(Base64.getDecoder()::decode);
        } catch (IllegalArgumentException e) {
            // An answer that is none, as one without the field.
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "WrappedDek[version " + version + "]";
    }
}
