package io.lockweir.registry;

import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.KeyUnavailableError.Reason;
import io.lockweir.registry.http.RegistryException;
import io.lockweir.registry.http.RegistryException.Kind;
import io.lockweir.registry.rule.KeyRequest;
import java.util.Map;
import java.util.Optional;

/** Gets key-encryption keys or creates their entries, and refuses one that is not what the rule says. */
final class Keks {
    private final DekRegistry registry;

    Keks(DekRegistry registry) {
        this.registry = registry;
    }

    KeyEncryptionKey forReading(KeyRequest request) throws RegistryException {
        KeyEncryptionKey kek = registry.kek(request.kek(), DekRegistry.Deleted.INCLUDED)
                .orElseThrow(() -> new KeyUnavailableError(
                        Reason.MISSING,
                        "There is no key-encryption key " + request.kek()
                                + " in the registry: it was deleted for good, or the rule names another than the writer's",
                        null));
        return checked(kek, request);
    }

    KeyEncryptionKey forWriting(KeyRequest request) throws RegistryException {
        Optional<KeyEncryptionKey> found = registry.kek(request.kek(), DekRegistry.Deleted.LEFT_OUT);
        return checked(found.isPresent() ? found.get() : created(request), request);
    }

    private KeyEncryptionKey created(KeyRequest request) throws RegistryException {
        if (request.kmsType().isEmpty() || request.kmsKeyId().isEmpty()) {
            throw new KeyUnavailableError(
                    Reason.MISSING,
                    "There is no key-encryption key " + request.kek()
                            + " in the registry, and the rule does not say where"
                            + " it is. Create it, or set encrypt.kms.type and encrypt.kms.key.id",
                    null);
        }
        try {
            return registry.create(new KeyEncryptionKey(
                    request.kek(), request.kmsType().get(), request.kmsKeyId().get(), Map.of(), false, false));
        } catch (RegistryException e) {
            if (e.kind() != Kind.CONFLICT) {
                throw e;
            }
            return registry.kek(request.kek(), DekRegistry.Deleted.LEFT_OUT).orElseThrow(() -> e);
        }
    }

    private static KeyEncryptionKey checked(KeyEncryptionKey kek, KeyRequest request) {
        compare(kek, "encrypt.kms.type", request.kmsType(), kek.kmsType());
        compare(kek, "encrypt.kms.key.id", request.kmsKeyId(), kek.kmsKeyId());
        return kek;
    }

    private static void compare(KeyEncryptionKey kek, String parameter, Optional<String> wanted, String found) {
        if (wanted.isPresent() && !wanted.get().equals(found)) {
            throw new KeyUnavailableError(
                    Reason.DENIED,
                    "Key-encryption key " + kek.name() + " has " + found + " in the registry, and " + wanted.get()
                            + " in the rule's " + parameter + ". Whoever changed one of them must tell which is right",
                    null);
        }
    }
}
