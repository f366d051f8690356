package io.lockweir.registry;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.lockweir.registry.http.RegistryException;
import io.lockweir.registry.http.RegistryException.Kind;
import io.lockweir.registry.http.RegistryHttp;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;

/** The calls of the registry of data keys, {@code /dek-registry/v1}, that encrypting and decrypting need. No cache. */
final class DekRegistry {
    /** What asks for the latest version. */
    static final int LATEST = -1;

    private final RegistryHttp http;

    DekRegistry(RegistryHttp http) {
        this.http = http;
    }

    /** Whether soft-deleted keys count: they do for readers. */
    enum Deleted {
        INCLUDED("true"),
        LEFT_OUT("false");

        private final String parameter;

        Deleted(String parameter) {
            this.parameter = parameter;
        }
    }

    Optional<KeyEncryptionKey> kek(String name, Deleted deleted) throws RegistryException {
        String what = "read key-encryption key " + name;
        try {
            JsonElement json = http.get(what, path(name) + "?deleted=" + deleted.parameter);
            return Optional.of(kek(what, json, name)).filter(kek -> deleted == Deleted.INCLUDED || !kek.deleted());
        } catch (RegistryException e) {
            return orMissing(e);
        }
    }

    /** Fails with CONFLICT if it is there. */
    KeyEncryptionKey create(KeyEncryptionKey kek) throws RegistryException {
        String what = "create key-encryption key " + kek.name();
        return kek(what, http.post(what, RegistryHttp.path("dek-registry", "v1", "keks"), kek.json()), kek.name());
    }

    /**
     * A data key.
     *
     * @param version or {@link #LATEST}
     */
    Optional<WrappedDek> dek(DekScope scope, int version, Deleted deleted) throws RegistryException {
        String what = "read version " + (version == LATEST ? "latest" : version) + " of data key " + scope;
        try {
            JsonElement json = http.get(
                    what,
                    path(scope.kek(), "deks", scope.subject(), "versions", String.valueOf(version)) + "?algorithm="
                            + scope.algorithm() + "&deleted=" + deleted.parameter);
            WrappedDek dek = dek(what, json, scope);
            if (version != LATEST && dek.version() != version) {
                throw unusable(what);
            }
            return Optional.of(dek).filter(found -> deleted == Deleted.INCLUDED || !found.deleted());
        } catch (RegistryException e) {
            return orMissing(e);
        }
    }

    /**
     * Creates a data key; fails with CONFLICT if it is there. Registries that know no subject in the path are asked without.
     *
     * @param version given to a key that follows another one
     * @param encrypted nothing for a shared key-encryption key, where the registry makes the data key
     */
    WrappedDek create(DekScope scope, OptionalInt version, Optional<byte[]> encrypted) throws RegistryException {
        JsonObject body = new JsonObject();
        body.addProperty("subject", scope.subject());
        version.ifPresent(number -> body.addProperty("version", number));
        body.addProperty("algorithm", scope.algorithm().name());
        encrypted.ifPresent(bytes ->
                body.addProperty("encryptedKeyMaterial", Base64.getEncoder().encodeToString(bytes)));
        body.addProperty("deleted", false);
        String what = "create data key " + scope;
        JsonElement json;
        try {
            json = http.post(what, path(scope.kek(), "deks", scope.subject()), body);
        } catch (RegistryException e) {
            if (e.kind() != Kind.NOT_ALLOWED) {
                throw e;
            }
            json = http.post(what, path(scope.kek(), "deks"), body);
        }
        return dek(what, json, scope);
    }

    private static String path(String kek, String... steps) {
        String[] all = Arrays.copyOf(new String[] {"dek-registry", "v1", "keks", kek}, 4 + steps.length);
        System.arraycopy(steps, 0, all, 4, steps.length);
        return RegistryHttp.path(all);
    }

    private static <T> Optional<T> orMissing(RegistryException e) throws RegistryException {
        if (e.kind() == Kind.MISSING) {
            return Optional.empty();
        }
        throw e;
    }

    private static KeyEncryptionKey kek(String what, JsonElement json, String name) throws RegistryException {
        return Optional.of(json)
                .filter(JsonElement::isJsonObject)
                .flatMap(object -> KeyEncryptionKey.of(object.getAsJsonObject()))
                .filter(kek -> kek.name().equals(name))
                .orElseThrow(() -> unusable(what));
    }

    private static WrappedDek dek(String what, JsonElement json, DekScope scope) throws RegistryException {
        return Optional.of(json)
                .filter(JsonElement::isJsonObject)
                .flatMap(object -> WrappedDek.of(object.getAsJsonObject(), scope))
                .orElseThrow(() -> unusable(what));
    }

    private static RegistryException unusable(String what) {
        return RegistryException.unusable(what);
    }
}
